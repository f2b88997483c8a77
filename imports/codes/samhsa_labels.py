"""What is each SAMHSA service code called? So the labels of the API find their codes.

Codes and labels of the National Directory 2024 (a US government work, public domain), and what the
API of 2019 called them; a `-` is a label that has no code any more.
"""

CODES = """
ACC Aftercare/continuing care
ACM Acamprosate (Campral)
ACMA Accepts clients using medication assisted treatment for alcohol use disorder but prescribed elsewhere
ACT Assertive community treatment
ACU Acupuncture
AD Adolescents
ADLT Adults
ADM Active duty military
ADTX Alcohol Detoxification
AH Sign language services for the deaf and hard of hearing
AIM Abnormal involuntary movement scale
ALZ Persons with Alzheimer's or dementia
ANG Anger management
ANTPYCH Antipsychotics used in treatment of SMI
AOSS Assistance with obtaining social services
AOT Assisted Outpatient Treatment
ARIPI Aripiprazole
ASENA Asenapine
AT Activity therapy
AUDO Alcohol use disorder clients only
AUINPE In-network prescribing entity
AUPC No formal relationship with prescribing entity
AURPE Other contracted prescribing entity
BABA Breathalyzer or blood alcohol testing
BC Residential beds for clients' children
BDTX Benzodiazepines Detoxification
BERI Buprenorphine (extended-release, injectable)
BIA Brief intervention
BREXP Brexpiprazole
BSDM Buprenorphine sub-dermal implant
BU Buprenorphine used in Treatment
BUM Buprenorphine maintenance
BWN Buprenorphine with naloxone
BWON Buprenorphine without naloxone
CARF Commission on Accreditation of Rehabilitation Facilities (CARF)
CARIP Cariprazine
CBHC Certified Community Behavioral Health Clinic
CBT Cognitive behavioral therapy
CCC Child care for clients' children
CDM Chronic disease/illness management
CDTX Cocaine Detoxification
CFT Couples/family therapy
CHLD Children/Adolescents
CHLOR Chlorpromazine
CIT Crisis intervention team
CJ Criminal justice (other than DUI/DWI)/Forensic clients
CLF County or local government funds
CLND Clonidine
CLOZA Clozapine
CM Case management service
CMHA Comprehensive mental health assessment
CMHC Community mental health center
CMHG Community Mental Health Block Grants
CMI Contingency management/motivational incentives
CO Clients with co-occurring mental and substance use disorders
COA Council on Accreditation (COA)
COOT Court-ordered outpatient treatment
COPSU Clients with co-occurring pain and substance use disorders
CRT Cognitive remediation therapy
CRV Community reinforcement plus vouchers
CSAA Comprehensive substance use assessment
CSBG Community Service Block Grants
DAOF Drug and alcohol oral fluid testing
DAUT Drug or alcohol urine screening
DB Buprenorphine detoxification
DBT Dialectical behavior therapy
DDF Department of Defense
DEA Drug Enforcement Agency (DEA)
DEC Diet and exercise counseling
DLC Lofexidine or Clonidine detoxification
DM Methadone detoxification
DP Discharge Planning
DROPE Droperidol
DSF Disulfiram
DT Detoxification
DU Specially designed program for DUI/DWI clients
DUO Serves only DUI/DWI clients
DV Clients who have experienced intimate partner violence, domestic violence
DVFP Domestic violence services, including family or partner
ECT Electroconvulsive therapy
EIH Early intervention for HIV
EMDR Eye Movement Desensitization and Reprocessing therapy
EMP Employment counseling or training
ES Education services
F17 Any Chinese Language
F19 Creole
F25 Farsi
F28 French
F30 German
F31 Greek
F35 Hebrew
F36 Hindi
F37 Hmong
F4 Arabic
F42 Italian
F43 Japanese
F47 Korean
F66 Polish
F67 Portuguese
F70 Russian
F81 Tagalog
F92 Vietnamese
FCO Family counseling
FED Federal Government
FEM Female
FG Federal Grants
FLUPH Fluphenazine
FPSY Family psychoeducation
FQHC Federally Qualified Health Center
FSA Federal, or any government funding for substance use treatment programs
FX Other languages (excluding Spanish)
GCO Group counseling
GH General Hospital (including VA hospital)
GL Lesbian, gay, bisexual, transgender, or queer/questioning (LGBTQ)
GT Group therapy
HAEC HIV or AIDS education, counseling, or support
HALOP Haloperidol
HAV Hepatitis A (HAV) vaccination
HBT Testing for Hepatitis B (HBV)
HBV Hepatitis B (HBV) vaccination
HCT Testing for Hepatitis C (HCV)
HEOH Health education services other than HIV/AIDS or hepatitis
HFAP Healthcare Facilities Accreditation Program (HFAP)
HH Transitional housing, halfway house, or sober home
HI Hospital inpatient/24-hour hospital inpatient
HID Hospital inpatient detoxification
HIT Hospital inpatient treatment
HIVT HIV testing
HLA Hospital licensing authority
HS Housing services
HV Clients with HIV or AIDS
ICM Intensive case management
ICO Individual counseling
IDD Integrated Mental and Substance Use Disorder treatment
IH Indian Health Services
ILOPE IIoperidone
IMR Illness management and recovery
INPE In-network prescribing entity
IPC Integrated primary care services
IPSY Separate inpatient psychiatric unit of a general hospital
IPT Individual psychotherapy
ISC Interim services for clients
ITU IHS/Tribal/Urban (ITU) funds
JC The Joint Commission
KIT Ketamine Infusion Therapy
LABT Laboratory testing
LAD Legal advocacy
LCCG Local, county, or community government
LFXD Lofexidine
LOXAP Loxapine
LURAS Lurasidone
MALE Male
MC Medicare
MCO Marital/couples counseling
MD Medicaid
MDET Medication routinely used during detoxification
MDTX Methamphetamines detoxification
METH Methadone
MF Members of military families
MH Mental health treatment
MHC Mental health clinic or mental health center
MHCV Medications for Hepatitis C treatment
MHIV Medications for HIV treatment
MHPA Complete medical history/physical exam
MHS Mental health services
MI Federal military insurance (e.g., TRICARE)
MM Methadone maintenance
MMD Medication for mental disorders
MN Adult men
MOA Accepts clients using MAT but prescribed elsewhere
MOTI Motivational interviewing
MPEP Medications for pre-exposure to prophylaxis
MSMH Multi-setting mental health facility (e.g., non-hospital residential plus either outpatient and/or partial hospitalization/day treatment)
MST Metabolic syndrome monitoring
MU Methadone used in Treatment
MWS Maintenance service with medically supervised withdrawal after stabilization
MXM Matrix Model
N24 Ojibwa
N40 Yupik
NAUT Does not treat alcohol use disorder
NCQA National Committee for Quality Assurance (NCQA)
NMAUT Does not use medication assisted treatment for alcohol use disorder
NMOA Does not use MAT for opioid use disorders
NOE Naloxone and overdose education
NOOP Does not treat opioid use disorders
NP No payment accepted
NRT Nicotine replacement
NSC Non-nicotine smoking/tobacco cessation
NU Naltrexone used in Treatment
NX American Indian or Alaska Native languages
NXN Naltrexone (oral)
OD Outpatient detoxification
ODT Outpatient day treatment or partial hospitalization
ODTX Opioids detoxification
OFD Outcome follow-up after discharge
OIT Intensive outpatient treatment
OLANZ Olanzapine
OLANZF Olanzapine/Fluoxetine combination
OMB Outpatient methadone/buprenorphine or naltrexone treatment
OMH Outpatient mental health facility
OP Outpatient
OPC Outreach to persons in the community
ORES Other residential treatment facility
ORT Regular outpatient treatment
OSF Other State funds
OTP Federally-certified Opioid Treatment Program
OUDO Opioid use disorder clients only
PA Payment assistance (check with facility for details)
PAIN Use methadone/buprenorphine for pain management or emergency dosing
PALIP Paliperidone
PC No formal relationship with prescribing entity
PCF Private or Community foundation
PED Persons with eating disorders
PEER Mentoring/peer support
PEFP Persons experiencing first-episode psychosis
PEOFF Psychiatric emergency mobile/off-site services
PEON Psychiatric emergency onsite services
PERPH Perphenazine
PH Partial hospitalization/day treatment
PHDT Partial hospitalization/day treatment
PI Private health insurance
PIEC Professional interventionist/educational consultant
PIMOZ Pimozide
PMAT This facility administers/prescribes medication for alcohol use disorder
PROCH Prochlorperazine
PRS Psychosocial rehabilitation services
PSY Psychiatric hospital
PSYH Psychiatric hospital
PTSD Persons with post-traumatic stress disorder (PTSD)
PVTN Private non-profit organization
PVTP Private for-profit organization
PW Pregnant/postpartum women
QUETI Quetiapine
RC Recovery coach
RD Residential detoxification
RELP Relapse prevention
RES Residential/24-hour residential
RISPE Risperidone
RL Long-term residential
RPE Other contracted prescribing entity
RPN Relapse prevention with naltrexone
RS Short-term residential
RTCA Residential treatment center (RTC) for adults
RTCC Residential treatment center (RTC) for children
SA Substance use treatment
SACA Substance use disorder counseling
SAE Substance use disorder education
SAMF SAMHSA funding/block grants
SCJJ State corrections or juvenile justice funds
SE Seniors or older adults
SED Children/adolescents with serious emotional disturbance (SED)
SEF State education agency funds
SEMP Supported employment
SF Cash or self-payment
SH Supported housing
SHG Self-help groups
SHP State hospital
SI State-financed health insurance plan other than Medicaid
SMHA State mental health agency (or equivalent) funds
SMHD Screening for mental disorders
SMI Persons 18 and older with serious mental illness (SMI)
SMON Smoking not permitted
SMOP Smoking permitted without restriction
SMPD Smoking permitted in designated area
SNR Seniors
SOTP SAMHSA certification for opioid treatment program (OTP)
SP Spanish
SPS Suicide prevention services
SS Sliding fee scale (fee is based on income and other factors)
SSA Screening for substance use
SSD Social skills development
STAG State Substance use treatment agency
STDH State department of health
STDT STD testing
STG State government
STMH State mental health department
STU Screening for tobacco use
SUMH Treatment for co-occurring substance use plus either serious mental health illness in adults/serious emotional disturbance in children
SWFS State welfare or child and family services funds
TA Transportation assistance
TAEC Hepatitis education, counseling, or support
TAY Young adults
TBG Tribal government
TBI Persons with traumatic brain injury (TBI)
TBS TB screening
TCC Smoking/vaping/tobacco cessation counseling
TELE Telemedicine/telehealth therapy
TGD Treatment for gambling disorder
THIOR Thioridazine
THIOT Thiothixene
TMS Transcranial Magnetic Stimulation
TOD Treatment for other addiction disorder
TPC Therapeutic foster care
TRC Trauma-related counseling
TRIFL Trifluoperazine
TRMA Clients who have experienced trauma
TWFA 12-step facilitation
UB Prescribes buprenorphine
UN Prescribes naltrexone
VAF U.S. Department of VA funds
VAHC Veterans Affairs Medical Center or other VA healthcare facility
VAMC U.S. Department of Veterans Affairs
VAPN Vaping not permitted
VAPP Vaping permitted without restriction
VET Veterans
VOC Vocational training or educational support (for example, high school coursework, GED preparation, etc.)
VPPD Vaping permitted in designated area
VRS Vocational rehabilitation services
VTRL Naltrexone (extended-release, injectable)
WI Psychiatric emergency walk-in services
WN Adult women
XA Clients who have experienced sexual abuse
YAD Young Adults
ZIPRA Ziprasidone
"""  # noqa: E501

# Older or shorter words of the API, by the code they mean today.
OLDER = """
SNR Seniors (65 or older)
CM Case management
PEER Consumer-run (peer-support) services
DVFP Domestic violence services-family or partner
FCO Family counseling offered
GCO Group counseling offered
ICO Individual counseling offered
MCO Marital/couples counseling offered
SAE Substance abuse education
OUDO All Clients in Opioid Treatment Program
DU DUI/DWI clients
OUDO Methadone and buprenorphine clients only
LCCG Regional/district or county, local or municipal government
PSYH Psychiatric hospital or psychiatric unit of a general hospital
CARF Commission on Accreditation of Rehabilitation Facilities
STAG State substance abuse agency
MOA Accepts clients on opioid medication
BUM Buprenorphine maintenance for predetermined time
NMOA Do not use medication for opioid addiction
NOOP Does not treat opioid addiction
MM Methadone maintenance for predetermined time
UB Prescribes/administers buprenorphine
UN Prescribes/administers naltrexone
RPN Relapse prevention from naltrexone
OTP SAMHSA-certified Opioid Treatment Program
- Treatment for internet use disorder
TOD Treatment for non-substance use addiction disorder
FSA Federal, or any government funding for substance abuse programs
MI Military insurance (e.g., TRICARE)
SEF State education funds
BERI Buprenorphine (extended-release, injectable, for example, Sublocade)
BWN Buprenorphine with naloxone (Suboxone)
DSF Disulfiram (Antabuse)
VTRL Extended-release, injectable Naltrexone (Vivitrol)
MMD Medications for psychiatric disorders
BABA Breath analyzer or blood alcohol testing
HBT Screening for Hepatitis B
HCT Screening for Hepatitis C
SMHD Screening for mental health disorders
TELE Computerized treatment/telemedicine
TELE Telemedicine/telehealth
HI Hospital inpatient
RES Residential
CJ Clients referred from the court/judicial system
GL Lesbian, gay, bisexual, or transgender (LGBT) clients
MF Military families
DV Persons who have experienced intimate partner violence, domestic violence
XA Persons who have experienced sexual abuse
TRMA Persons who have experienced trauma
HV Persons with HIV or AIDS
CO Persons with co-occurring mental and substance use disorders
SMI Persons with serious mental illness (SMI)
TAY Transitional age young adults
AH Services for the deaf and hard of hearing
- Behavior modification
IDD Integrated dual disorders treatment
- Psychotropic medication
- Rational emotive behavioral therapy
SACA Substance use counseling approach
TRC Trauma therapy
NRT Nicotine replacement therapy
NSC Non-nicotine smoking/tobacco cessation medications
TCC Smoking/tobacco cessation counseling
"""
