import time, statistics, tracemalloc
from samenhang.stakeholders.tests.sheets import *
from samenhang.stakeholders.importing import steps
from samenhang.stakeholders.importing.running import go_on
from samenhang.stakeholders.importing.undoing import undo_import


def med(f, n=15):
    t = []
    for _ in range(n):
        a = time.perf_counter()
        r = f()
        t.append((time.perf_counter() - a) * 1000)
        assert r.status_code == 200
    return round(statistics.median(t), 1)


def rows(n):
    return "Naam;Organisatie;Invloed;Belangen;Nodig voor;E-mail\n" + "".join(
        f"Persoon {i} Achternaam{i};Bureau {i % 300};{i % 4 + 1};rust {i};geld, kennis;p{i}@example.org\n"
        for i in range(n)
    )


def test_t(client_of, leader, initiative):
    c = client_of(leader)
    print()
    for n in (500, 10000):
        run = receive(c, initiative, rows(n))
        print(n, "mapping", med(lambda: c.get(address("import_mapping", run))))
        t = time.perf_counter()
        to_preview(c, run)
        print(n, "to preview s", round(time.perf_counter() - t, 2))
        print(n, "preview", med(lambda: c.get(address("import_preview", run))))
        print(n, "start", med(lambda: c.get(f"/initiatives/{initiative.pk}/stakeholders/import/")))
        steps.begin(run)
        t = time.perf_counter()
        k = 0
        while go_on(run.pk).is_running:
            k += 1
        print(n, "run s", round(time.perf_counter() - t, 2), "blocks", k + 1)
        run.refresh_from_db()
        print(n, "result", med(lambda: c.get(address("import_result", run))))
        print(n, "undo page", med(lambda: c.get(address("import_undo", run)), 3))
        for e in ("export_xlsx", "export_csv", "export_pdf"):
            if e == "export_pdf" and n > 500:
                continue
            from django.urls import reverse

            print(n, e, med(lambda: c.get(reverse("stakeholders:" + e, args=[initiative.pk])), 3))
        t = time.perf_counter()
        undo_import(run, by=leader)
        print(n, "undo s", round(time.perf_counter() - t, 2))
