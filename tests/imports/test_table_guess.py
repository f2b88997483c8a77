"""What do we take the columns of a spreadsheet for, before anybody said?"""

import pytest

from imports.listing import Options, Unreadable
from imports.reading import open_bytes
from imports.table.guess import guess, is_ready
from imports.table.layouts import layouts
from imports.table.mapping import Coded, to_json
from imports.table.sample import first_of, sample_of

GROUPS = """Grupo;Dia da semana;Hora;Endereço;Cidade;Estado;Telefone;Observações
Esperança;domingo;19:00;Rua 1;Olinda;Pernambuco;81 3000 0000;x
Nova Vida;segunda;20:00;Rua 2;Olinda;Pernambuco;81 3000 0001;y
"""
HEADINGS = (
    "Facility Name,Street Address,City,ST,Zip Code,Phone 1,Intake Phone,"
    "Accepts Medicaid,Gender,Beds,License Expiration,Internal"
)
CLINICS = f"""{HEADINGS}
River House,1 Quay St,Dayton,OH,45402,937-555-0100,,Yes,Women Only,12,2027-01-31,a
Harbour,2 Quay St,Dayton,OH,45402,937-555-0101,937-555-0102,No,Co-Ed,0,2027-01-31,b
"""


def sampled(text, name="list.csv"):
    return sample_of(open_bytes(name, text.encode()))


def test_a_list_of_groups_in_portuguese():
    mapping = guess(sampled(GROUPS))
    assert mapping.kind == "meeting"
    assert {field: refs[0] for field, refs in mapping.columns.items()} == {
        "group": "grupo",
        "day": "dia_da_semana",
        "time": "hora",
        "line1": "endereço",
        "city": "cidade",
        "state": "estado",
        "phone": "telefone",
        "description": "observações",
        "name": "grupo",
    }


def test_a_list_of_clinics():
    sample = sampled(CLINICS)
    mapping = guess(sample)
    assert mapping.kind == "treatment"
    assert mapping.columns["name"] == ("facility_name",)
    assert mapping.columns["line1"] == ("street_address",)
    assert mapping.columns["phone"] == ("phone_1",)
    assert mapping.columns["expires"] == ("license_expiration",)
    assert mapping.tags == (
        Coded(column="accepts_medicaid", values={"yes": ("payment:medicaid",)}),
        Coded(
            column="gender", values={"Women Only": ("women_only:yes", "company:women"), "Co-Ed": ()}
        ),
    )
    assert is_ready(mapping)
    found = first_of(sample, mapping, Options())
    assert [each.name for each in found.listings] == ["River House", "Harbour"]
    assert found.listings[0].capacity == "12 beds"
    assert found.listings[0].raw["internal"] == "a"


def test_a_column_of_days_is_known_by_its_cells_whatever_it_is_called():
    mapping = guess(sampled("Name,When\nHope,Mondays\nFaith,Tuesdays\n"))
    assert mapping.columns["day"] == ("when",)
    assert mapping.kind == "meeting"
    assert "day" not in guess(sampled("Name,Day\nHope,1\nFaith,2\n")).columns


def test_members_own_data_are_dropped_from_a_list_of_meetings():
    mapping = guess(sampled("Name,Day,Contact Name,E-mail\nHope,Monday,Ann B.,a@example.org\n"))
    assert set(mapping.drop) == {"contact_name", "e_mail"}
    assert "email" not in mapping.columns


def test_a_title_above_is_no_row_of_headings():
    for above in ("Groups of Dayton\n", "sep=,\n", "Groups of Dayton,\n,\n"):
        sample = sampled(above + "Name,When\nHope,Mondays\nFaith,Tuesdays\n")
        assert [each.ref for each in sample.columns] == ["name", "when"]
        assert sample.read == 2


def test_a_name_under_the_heading_id():
    mapping = guess(sampled("ID,CITY\n14th St. Clinic,Oakland\nHarbour House,Dayton\n"))
    assert mapping.columns["name"] == ("id",)


def test_no_name_is_not_ready_and_no_table_is_refused():
    assert not is_ready(guess(sampled("Colour,Size\nred,9\n")))
    with pytest.raises(Unreadable, match="no row of headings"):
        sampled("1,2\n3,4\n")
    with pytest.raises(Unreadable, match="no record"):
        sampled("Name,City\n")


def test_lines_with_labels_within_a_text_are_columns_too():
    text = "Program: 4-Point\nMeeting #: {}\nhttps://example.org"
    rows = "\n".join(f'monday,"{text.format(number)}"' for number in range(5))
    sample = sampled(f"days,details\n{rows}\n")
    assert [each.ref for each in sample.columns] == [
        "days",
        "details",
        "details › Program",
        "details › Meeting #",
    ]
    assert guess(sample).columns["id"] == ("details › Meeting #",)


def test_a_public_list_is_known_by_its_columns():
    for each in layouts():
        headings = ",".join(sorted(each.mapping.needed()))
        sample = sampled(f"{headings}\n{','.join('x' * len(each.mapping.needed()))}\n")
        assert [known.key for known in layouts() if sample.fits(known.mapping)] == [each.key]


def test_a_guess_can_be_kept():
    for text in (GROUPS, CLINICS):
        assert to_json(guess(sampled(text)))["version"] == 1
