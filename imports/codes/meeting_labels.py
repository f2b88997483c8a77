"""What are the types of the Meeting Guide called in the other languages its sheets are written in?

Facts of the specification (MIT), for the types we match by. One entry is `code label`.
"""

from collections.abc import Iterator

SPANISH = """
O Abierta|C Cerrada|BE Principiantes|SP Orador|D Discusión|ST Estudio de pasos|B Libro Grande
LIT Literatura|MED Meditación|11 Meditación del Paso 11|12x12 12 Pasos y 12 Tradiciones|W Mujeres
M Hombres|NB No binario|L Lesbiana|T Transgénero|POC Gente de color|SEN Personas mayores
Y Gente joven|N Nativo Americano|NDG Indígena|P Profesionales|X Acceso en silla de ruedas
XB Baño accesible para sillas de ruedas|BA Guardería disponible|CF Niño amigable|FF Sin fragancia
OUT Al aire libre|ASL Lenguaje por señas|DD Diagnóstico dual|POA Prueba de Asistencia
SM Se permite fumar|TC Ubicación temporalmente cerrada|S Español|EN Inglés|FR Francés
"""
FRENCH = """
O Ouvert(e)|C Fermé|BE Nouveau/nouvelle|SP Conférencier|ST Sur les Étapes|B Gros Livre
LIT Publications|MED Méditation|11 Méditation sur la 11e Étape|12x12 12 Étapes et 12 Traditions
W Femmes|M Hommes|NB Non binaire|G Gai|L Lesbienne|T Transgenre|BI Bisexuel|POC Gens de couleur
SEN Séniors|Y Jeunes|N Autochtone|NDG Indigène|P Professionnels|A Séculier
X Accès aux fauteuils roulants|XB Toilettes accessibles aux fauteuils roulants
BA Garderie d’enfants disponible|CF Enfants acceptés|FF Sans parfum|OUT En plein air
ASL Langage des Signes|DD Double diagnostic|POA Preuve de Présence|SM Permis de fumer
TC Emplacement temporairement fermé|S Espagnol|EN Anglais|FR Français
"""
JAPANESE = """
O オープン|C クローズド|BE ビギナーズ|SP スピーカー|D ディスカッション|ST ステップ
B ビッグブック|LIT 書籍|MED 黙想|11 ステップ11 黙想
12x12 12のステップと12の伝統|W 女性|M 男性|NB ノンバイナリー|G ゲイ|L レズビアン
T トランスジェンダー|BI バイセクシャル|POC 有色人種|SEN シニア|Y ヤング
N ネイティブアメリカン|NDG 先住民|P 職業人|A 無宗教|X 車いすアクセス
XB 車いす使用者用トイレ|BA ベビーシッターあり|CF お子さま歓迎|FF 香水なし|OUT アウトドア
ASL アメリカ手話|DD 重複診断|POA 出席証明|SM 喫煙可|TC 一時的休止中|S スペイン語
EN 英語|FR フランス語
"""
SWEDISH = """
O Öppet|C Slutet|BE Nykomling|SP Talare|D Diskussion|ST Stegmöte|B Stora Boken|LIT Litteratur
MED Meditationsmöte|11 11th Stegs Meditation|12x12 12 Steg & 12 Traditioner|W Kvinnomöte
M Mansmöte|NB Icke-binär|LGBTQ HBTQ|L Lesbiskt|T Transpersoner|BI Bisexuellt|POC Färgade
SEN Seniorer|N Ur-amerikanskt|NDG Urfolkligt|P Professionella|A Sekulärt|X Handikappanpassat
XB Handikappanpassad WC|BA Barnvakt Finns|CF Barnvänligt|FF Parfym Fritt|OUT Utomhus
ASL Amerikanskt teckenspråk|DD Dubbel Diagnos|POA Närvarobevis|SM Rökning Tillåten
TC Tillfälligt Stängt|S Spanska|EN Engelska|FR Franska
"""
SLOVAK = """
O Otvorené|C Uzatvorené|BE Nováčikovia|SP Spíker|D Diskusia|ST Štúdium Krokov|B Veľká Kniha
LIT Literatúra|MED Meditácia|11 Meditácia 11. kroku|12x12 12 Krokov & 12 Tradícií|W Ženy|M Muži
NB Nebinárne|L Lesbické|BI Bisexuálne|POC Farební ľudia|SEN Seniori|Y Mladí ľudia
N Domorodí Američania|NDG Domorodé|P Profesionáli|A Svetské|X Prístup pre vozíčkarov
XB Bezbariérová kúpeľňa|BA Dostupné opatrovanie detí|CF Priateľský k deťom|FF Bez vône
OUT Vonkajšie|ASL Americký posunkový jazyk|DD Duálna diagnóza|POA Doklad o účasti
SM Fajčenie povolené|TC Miesto dočasne zatvorené|S Španielské|EN Anglické|FR Francúzsky
"""


def labels() -> Iterator[tuple[str, str]]:
    """Each code with its label, once for every language."""
    for text in (SPANISH, FRENCH, JAPANESE, SWEDISH, SLOVAK):
        for entry in text.strip().replace("\n", "|").split("|"):
            code, _, label = entry.partition(" ")
            yield code, label
