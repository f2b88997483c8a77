"""What can a column of a spreadsheet be? Each field of a listing, by the words a screen has for it."""

from collections.abc import Mapping

# One a line: field, what a person calls it, headings by which it is guessed (letters and digits only).
LINES = """
name|Name|name name1 facility facilityname programname program provider providername agency agencyname \
meetingname meeting title nome nombre groupname nomedogrupo
name2|Name, second line|name2 sitename dba doingbusinessas
id|Number or id|id externalid licensenumber licencenumber licenseno license licence slug recordid \
meetingnumber facilityid providerid meetingid key uid numero registrationnumber
organization|Who runs it|organization organisation legalentity owner operator parent parentagency company
group|Group|group grupo homegroup
alternate_name|Other name|alternatename alias aka othername
description|Notes|notes note description comments comment remarks details \
about observacoes notas programdescription
url|Website|url website web webpage homepage site websiteurl link
email|E-mail|email emailaddress mail
place|Building|location locationname building venue place local lugar buildingname
address|Address in one line|fulladdress formattedaddress wholeaddress mailingaddress physicaladdress
line1|Street|address address1 addressline1 street street1 streetaddress endereco direccion line1 rua
line2|Suite or floor|address2 addressline2 street2 suite unit line2 room
city|Town|city town municipality cidade ciudad locality
county|County|county parish countyname
state|State|state province stateprovince estado st
postal_code|ZIP|zip zipcode postalcode postcode postal cep codigopostal zip5
country|Country|country nation pais
latitude|Latitude|latitude lat y
longitude|Longitude|longitude lon lng long x
directions|How to find it|directions locationnotes findus
transport|Bus and train|transport transit bus buslines
phone|Phone|phone phonenumber telephone tel mainphone telefone telefono contactphone phone1 phone2
hotline|Hotline|hotline helpline crisisline hotlinenumber
intake|Intake phone|intake intakephone intake1 intake2 admissions admissionsphone intakeline
dial_in|Phone to join by|dialin conferencephone phonemeeting callin
join_url|Link to join by|conferenceurl meetingurl joinurl zoom zoomlink onlinelink \
meetinglink virtualmeetinglink
join_notes|How to join|conferenceurlnotes meetingpassword password joinnotes passcode
day|Day|day days weekday dayofweek dia diadelasemana diadasemana meetingday
time|Time|time times starttime start starts startsat begins begin hora horario inicio horadeinicio meetingtime
end_time|Ends at|endtime end ends endsat until fim termino horadefin finish
minutes|How long|minutes duration durationminutes length duracao duracion
zone|Time zone|timezone tz zone
sunday|Hours on Sunday|sunday sun sundayhours
monday|Hours on Monday|monday mon mondayhours
tuesday|Hours on Tuesday|tuesday tue tuesdayhours
wednesday|Hours on Wednesday|wednesday wed wednesdayhours
thursday|Hours on Thursday|thursday thu thursdayhours
friday|Hours on Friday|friday fri fridayhours
saturday|Hours on Saturday|saturday sat saturdayhours
hours|Opening hours in words|hours openinghours hoursofoperation officehours businesshours
ages|Ages|ages age agerange agegroup agesserved
min_age|Youngest|minage minimumage agemin agefrom
max_age|Oldest|maxage maximumage agemax ageto
eligibility|Who may come|eligibility whomaycome requirements admissioncriteria
cost|What it costs|cost costs fee fees price feestructure
language|Languages|language languages languagesspoken idioma idiomas lingua
application|How to get in|applicationprocess application howtoapply intakeprocess admission
documents|What to bring|documents documentsrequired requireddocuments whattobring
wait|Wait|wait waitingtime waittime waitlist
beds|Beds|beds capacity treatmentcapacity bedcapacity totalbeds numberofbeds
service_area|Area served|servicearea areaserved coverage countiesserved catchment
alert|Message for now|alert message temporarymessage
updated|Changed on|updated updatedat lastupdated lastmodified modified updatedon
verified|Last checked on|verified lastverified verifiedon lastverifiedon
expires|Licence ends on|licenseexpiration licenceexpiration expirationdate expiration \
expires expirydate licenseexpirationdate
expired|Licence has ended (yes or no)|licenseexpired licenceexpired expired islicenseexpired
"""
_LINES = [line.split("|") for line in LINES.replace("\\\n", "").strip().splitlines()]
FIELDS: Mapping[str, str] = {field: label for field, label, _ in _LINES}
HEADINGS: Mapping[str, str] = {word: field for field, _, words in _LINES for word in words.split()}
WEEKDAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
# Read as text by joining their columns; of the others the first column that is filled counts.
JOINED = frozenset(
    {
        *("name", "name2", "id", "group", "description", "place", "address", "line1", "line2"),
        *("directions", "transport", "join_notes", "hours", "eligibility", "cost", "application"),
        *("documents", "wait", "service_area", "alert", "alternate_name", "organization"),
    }
)
BETWEEN: Mapping[str, str] = {
    **dict.fromkeys(("name", "name2", "group"), " "),
    "id": "-",
    **dict.fromkeys(("place", "address", "line1", "line2"), ", "),
}
