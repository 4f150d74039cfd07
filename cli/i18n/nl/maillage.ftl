# Sentences of the command line. The three files hold the same identifiers and variables; French is the reference.

## Headings and words of the help

heading-usage = Gebruik:
heading-commands = Opdrachten
heading-arguments = Op te geven
heading-options = Opties
heading-globals = Opties van alle opdrachten
help-with-values = { $help } [keuze: { $values }]
help-with-default = { $help } [anders: { $value }]
value-options = [OPTIES]
value-command = OPDRACHT
value-address = ADRES
value-answer = ANTWOORD
value-code = CODE
value-commune = GEMEENTE
value-count = AANTAL
value-day = DAG
value-days = DAGEN
value-degrees = GRADEN
value-dimensions = CRITERIA
value-only = CRITERIUM=CODE
value-region = GEWEST
value-file = BESTAND
value-folder = MAP
value-id = NUMMER
value-invitation = UITNODIGING
value-language = TAAL
value-languages = TALEN
value-minutes = MINUTEN
value-moment = MOMENT
value-member = LID
value-number = AANTAL
value-setting = INSTELLING
value-text = TEKST
value-month = MAAND
value-name = NAAM
value-nis = NIS-CODE
value-operator = OPERATOR
value-outcome = RESULTAAT
value-phone = TELEFOON
value-reason = REDEN
value-reference = REFERENTIE
value-seconds = SECONDEN
value-shell = SHELL
value-slug = KORTE-NAAM
value-state = TOESTAND
value-timetable = UURROOSTER
value-type = TYPE
value-weekday = DAG
value-service = DIENST
value-kind = SOORT
value-format = FORMAAT
value-when = WANNEER

## What each command does

help-maillage = Maillage: het netwerk van de permanenties voor digitale hulp, zonder centrale server
help-maillage-after =
    Alles over de geholpen mensen blijft op deze computer.
    Hulp bij een opdracht: `maillage OPDRACHT --help`.
help-record = Een hulpvraag noteren, in tien seconden
help-record-after = Voorbeeld: `maillage record itsme resolu --age 60-64`. Geen namen en geen vrije tekst: alleen codes.
help-record-types = Soorten vragen: { $codes }
help-record-categories = Categorieën, als geen soort past: { $codes }
help-record-loop = Zonder meer woorden vraagt `maillage record` alles toets per toets, voor een hele zitting.
help-visit = De bezoeken die hier genoteerd zijn en deze computer nooit verlaten
help-visit-import = Bezoeken uit een CSV-bestand overnemen
help-visit-list = De genoteerde bezoeken nalezen
help-visit-amend = Een bezoek verbeteren
help-visit-delete = Een bezoek wissen
help-visit-tally = Een telling op papier overnemen, of het rooster ervoor afdrukken
help-visit-tally-after =
    Kolommen van de CSV: permanence, date, type of categorie, resultat, nombre; en genre, tranche_age als het blad ze samen met de rest telde.
    Leeftijden of genders die apart geteld zijn, zeggen niet bij welk bezoek ze horen: ze worden niet overgenomen.
    Voorbeeld: `maillage visit tally --grid --html`, daarna `maillage visit tally telling.csv`
help-visit-history = Wat hier overgenomen, verbeterd en gewist is, en op welke dag
help-permanence = Uw permanenties: hun plaats, hun uren; zonder meer, de lijst
help-permanence-add = Een permanentie toevoegen
help-permanence-list = De lijst van uw permanenties
help-permanence-show = Alles over één permanentie
help-permanence-edit = Wijzigen wat over een permanentie is aangekondigd
help-permanence-import = Permanenties uit een CSV-bestand overnemen
help-stats = De cijfers van het netwerk, met wat er nog in ontbreekt
help-stats-after = Kleine aantallen zijn verborgen, zodat niemand herkend wordt. De cijfers tellen bezoeken, geen mensen.
help-month = Maanden afsluiten, waardoor hun cijfers verschijnen
help-month-close = Een volledige maand afsluiten en haar beschermde cijfers publiceren, samen met die van het kwartaal of jaar dat ermee compleet is
help-session = De bladen van de zittingen: gehouden, geannuleerd, in verlof
help-session-expected = De zittingen van een maand bekijken: verwacht en genoteerd
help-session-missing = De verwachte zittingen bekijken waarvan niets bekend is
help-session-import = Zittingsbladen uit een CSV-bestand overnemen
help-session-open = Een zitting openen: wie er aan het werk is
help-session-close = Zeggen wat er van een zitting geworden is: gehouden, leeg, geannuleerd
help-session-close-after = Voorbeeld: `maillage session close --turned-away 2`. Zegt u niets, dan is een zitting met genoteerde bezoeken gehouden.
help-session-list = De genoteerde zittingsbladen
help-directory = De gids: alle permanenties van het netwerk
help-directory-list = Een permanentie zoeken op gemeente, dag of operator
help-directory-show = De openbare fiche van een permanentie
help-host = De organisaties die u een lokaal lenen
help-host-add = Een gastorganisatie toevoegen
help-host-list = De lijst van uw gastorganisaties
help-publication = De cijfers die de operatoren gepubliceerd hebben
help-publication-list = De lijst van de publicaties
help-publication-show = Eén publicatie, zoals iedereen ze ziet
help-dysfunction = Digitale diensten die niet werken, gemeld door alle operatoren
help-dysfunction-after = Een melding gaat over een dienst, nooit over een persoon. Wat gemeld is, gaat naar alle leden en kan niet teruggehaald worden.
help-dysfunction-report = Een disfunctie aan het netwerk melden
help-dysfunction-report-after = Voorbeeld: `maillage dysfunction report itsme panne --severity blocage --workaround guichet`.
help-dysfunction-list = Wat de operatoren gemeld hebben, gelijkaardige meldingen samen
help-dysfunction-show = Een groep gelijkaardige meldingen, of één melding
help-dysfunction-amend = Een van uw meldingen wijzigen
help-dysfunction-close = Zeggen dat de dienst weer werkt
help-dysfunction-reopen = Zeggen dat het probleem terug is
help-dysfunction-withdraw = Een melding die een vergissing was, intrekken
help-dysfunction-export = Een dossier voor diensten en politiek, per dienst, zonder iemand te noemen
help-status = Alles in orde? Uzelf, uw buren, wat er te doen is
help-node = Het programma dat contact houdt met de andere leden
help-node-stop = Het knooppunt van deze map vragen te stoppen
help-node-run = In contact blijven tot het gestopt wordt (Ctrl-C)
help-sync = Meteen uitwisselen met de andere leden
help-sync-now = Nu gegevens uitwisselen
help-network = Een netwerk oprichten
help-network-create = Een netwerk oprichten waarvan u het eerste lid bent
help-join = Lid worden van een netwerk met een uitnodiging
help-member = De leden, de uitnodigingen en de aanvragen
help-member-list = De ledenlijst
help-member-invite = Een organisatie uitnodigen
help-member-invitations = De uitnodigingen die u gemaakt hebt
help-member-revoke = Een uitnodiging intrekken
help-member-requests = De aanvragen die op uw antwoord wachten
help-member-accept = Een aanvraag aanvaarden, nadat u de code telefonisch vergeleken hebt
help-member-refuse = Een aanvraag weigeren
help-decision = Wat het netwerk beslist heeft, en wie het goedkeurde
help-decision-list = De lijst van de beslissingen
help-decision-show = Eén beslissing met haar goedkeuringen
help-decision-pending = Wat op een antwoord wacht, van u of van anderen
help-decision-propose = De leden een beslissing voorstellen
help-propose-remove = Een lid uitsluiten
help-propose-suspend = Een lid dat niet meer antwoordt niet meer meetellen, tot het terugkomt
help-propose-leave = Het netwerk verlaten
help-propose-resume = Terugkomen na een schorsing
help-propose-secretary = Het register aan een ander lid toevertrouwen
help-propose-policy = De regels van het netwerk veranderen
help-decision-approve = Goedkeuren wat deze code draagt
help-decision-reject = Niet goedkeuren: het wacht niet meer op u, en niemand wordt verwittigd
help-decision-order = Met de hand inschrijven wat zijn akkoorden heeft, als secretaris
help-evidence = De bewijzen tegen toestellen die zichzelf tegenspraken
help-evidence-list = De lijst van de bewijzen
help-evidence-show = Een bewijs in detail
help-evidence-export = De bewijzen in een bestand schrijven dat iedereen kan nagaan
help-config = De instellingen van dit knooppunt
help-config-list = Alle instellingen
help-config-get = De waarde van een instelling
help-config-set = Een instelling veranderen
help-evidence-verify = Een bestand met bewijzen nagaan
help-view = Het netwerk zoals deze computer het ziet, om te vergelijken of te bewaren
help-view-digest = Een vingerafdruk: dezelfde bij twee leden die hetzelfde weten
help-view-export = Alles wat gedeeld is, in één bestand
help-demo = Een heel netwerk uitproberen op deze computer, met fictieve gegevens
help-completions = Wat uw shell nodig heeft om opdrachten aan te vullen met Tab
help-backup = Een reservekopie van dit knooppunt maken, en ze terugzetten
help-backup-create = Dit hele knooppunt in één bestand schrijven, terwijl het draait
help-backup-verify = Een reservekopie van begin tot eind nakijken, zonder iets te veranderen
help-backup-restore = Dit knooppunt opnieuw maken uit een reservekopie, in een lege map
help-backup-resume = Opnieuw beginnen schrijven, na een kopie of een teruggezette reservekopie
help-store = De gegevens die dit knooppunt bewaart
help-store-check = Alle gegevens nakijken: handtekeningen, ketens, regels
help-store-repair = De gegevens opnieuw maken uit wat nog gaaf is; het beschadigde bestand blijft ernaast bewaard
help-store-repair-after = Er wordt niets gewist. Wat andere leden kennen, komt van hen terug bij de volgende `maillage node run`; wat alleen hier stond en niet meer te lezen is, is verloren, behalve in een reservekopie.
arg-repair-from = Een uitnodiging van een lid, als de leden die dit knooppunt kende niet meer antwoorden
help-store-prune = Paginawijzigingen die een momentopname vervangt niet langer bewaren
arg-prune-snapshot = Eerst een momentopname van uw pagina schrijven; wat die vervangt, verdwijnt zodra het netwerk haar heeft vastgelegd

## What each option means

arg-home = Map van dit knooppunt (of de variabele MAILLAGE_HOME)
arg-json = Antwoorden in JSON, voor een programma
arg-lang = Taal van de antwoorden (of de variabele MAILLAGE_LANG)
arg-no-input = Geen vragen stellen
arg-yes = Ja antwoorden op de vragen
arg-dry-run = Tonen wat er zou veranderen, zonder iets te veranderen
arg-quiet = Alleen de gegevens en de problemen
arg-verbose = Meer zeggen over wat er gebeurt (-vv: nog meer)
arg-color = Kleuren gebruiken
arg-help = Deze hulp tonen
arg-version = De versie tonen
arg-operator-own = Naam van uw organisatie
arg-network-name = Naam van het netwerk
arg-invitation = De ontvangen uitnodiging, het bestand waarin ze staat, of - om ze van de invoer te lezen
arg-listen = Adres en poort om op te luisteren, bijvoorbeeld 0.0.0.0:4433
arg-invite-for = Organisatie die u uitnodigt
arg-invite-days = Geldigheid van de uitnodiging, in dagen
arg-to-file = Bestand om naar te schrijven, in plaats van het scherm
arg-invitation-code = Korte code van de uitnodiging
arg-request-code = Korte code van de aanvraag
arg-wait = Op deze toestand wachten voor het antwoord
arg-timeout = Hoeveel seconden hoogstens wachten
arg-decision-reference = Referentie van de beslissing, zoals in de lijst
arg-member = Lid, bij naam of code
arg-members-all = Ook wie vertrok of uitgesloten werd
arg-pending-all = Ook wat u afwees
arg-matter-code = Korte code, of het begin ervan
arg-reject-reason = Waarom, voor u alleen
arg-smallest-figure = Vanaf hoeveel bezoeken een cijfer getoond wordt (minstens 5)
arg-admission-share = Een toelating vraagt het akkoord van een lid op zoveel
arg-admission-least = ... en van minstens zoveel leden
arg-relay = Adres van een relais van het netwerk; herhaal voor meer
arg-no-relays = Geen relais meer
arg-evidence-code = Code van het bewijs, of het begin ervan
arg-evidence-file = Te schrijven bestand
arg-evidence-only = Alleen dit bewijs
arg-setting = Naam van de instelling
arg-setting-value = De nieuwe waarde
arg-directory-all = Ook die van voormalige leden
arg-evidence-check = Bestand geschreven door `maillage evidence export BESTAND`
arg-host-slug = Korte naam van de plaats, bijvoorbeeld vorst-bib
arg-host-name = Naam van de gastorganisatie
arg-host-kind = Soort plaats
arg-address = Straat en nummer
arg-postal-code = Postcode
arg-commune-nis = NIS-code van de gemeente, bijvoorbeeld 21007 voor Vorst
arg-latitude = Breedtegraad, voor de kaart
arg-longitude = Lengtegraad, voor de kaart
arg-permanence-slug = Korte naam van de permanentie, bijvoorbeeld vorst-ocmw
arg-permanence-name = Naam van de permanentie
arg-permanence-host = Korte naam van de gastorganisatie
arg-closed = Sluitingsdagen, zoals 2026-12-24 of 2026-12-24..2026-12-31, gescheiden door komma’s
arg-extra = Extra openingsdagen, zoals 2026-12-20 of `"2026-12-20 14:00-17:00"`
arg-moved = Verplaatste zittingen: de geplande dag en de dag in de plaats, zoals 2026-12-24..2026-12-22
arg-timetable = Uurrooster, dagen in kort Engels (Mo Tu We Th Fr Sa Su, PH = feestdagen), bijvoorbeeld `"We 14:00-17:00; PH off"`
arg-permanence-languages = Gesproken talen, bijvoorbeeld fr,nl
arg-appointment = Is een afspraak nodig?
arg-wheelchair = Is het toegankelijk met een rolstoel?
arg-phone = Telefoonnummer om aan te kondigen
arg-csv-file = CSV-bestand om te lezen, of - voor de invoer
arg-import-only = Alleen de rijen van deze operator
arg-skip-bad = De goede rijen overnemen en de andere laten
arg-import-add = Toevoegen, ook als die dagen al overgenomen zijn
arg-import-replace = Vervangen wat voor die dagen genoteerd is
arg-filter-commune = Alleen deze gemeente, met haar naam of NIS-code
arg-filter-region = Alleen dit gewest: brussel, wallonie of vlaanderen
arg-filter-weekday = Alleen deze dag van de week
arg-filter-operator = Alleen deze operator
arg-filter-permanence = Alleen deze permanentie
arg-open-at = Alleen wat op dat moment open is, bijvoorbeeld 2026-03-05T17:30
arg-type = Soort vraag, bijvoorbeeld itsme, of enkel haar categorie
arg-outcome = Resultaat, bijvoorbeeld resolu
arg-record-permanence = Permanentie, als het niet die van vandaag is
arg-record-date = Dag, als het niet vandaag is: 2026-03-05
arg-age = Geschatte leeftijdsgroep, bijvoorbeeld 60-64
arg-gender = Gender, als het bekend is
arg-referral = Naar wie de persoon doorverwezen werd
arg-duration = Duur in minuten
arg-channel = Ter plaatse, aan huis, op afstand
arg-device = Gebruikt toestel
arg-record-language = Taal van het gesprek
arg-participation = Wat de persoon zelf gedaan heeft
arg-from-day = Vanaf deze dag
arg-to-day = Tot en met deze dag
arg-from-month = Vanaf deze maand: 2026-01
arg-to-month = Tot en met deze maand
arg-limit = Hoeveel bezoeken hoogstens tonen
arg-limit-sessions = Hoeveel bladen hoogstens tonen
arg-limit-lines = Hoeveel regels hoogstens tonen
arg-volunteers = Vrijwilligers aan het werk
arg-insertion = Mensen in een inschakelingstraject aan het werk
arg-employees = Werknemers aan het werk
arg-turned-away = Mensen die door tijdgebrek niet geholpen zijn
arg-session-empty = Gehouden, en niemand is gekomen
arg-session-cancelled = Geannuleerd, om deze reden
arg-session-status = Wat er van de zitting geworden is
arg-session-reason = Waarom ze niet plaatsvond
arg-tally-file = CSV-bestand met de aantallen
arg-tally-grid = Een rooster tonen om met de hand in te vullen
arg-tally-html = Als HTML-pagina om af te drukken
arg-backup-file = Bestand van de reservekopie
arg-with-keys = Met de sleutels: zo is het gewoonlijk
arg-without-keys = Zonder de sleutels: u moet ze elders bewaard hebben
arg-passphrase = Een wachtzin vragen, zonder welke niets te lezen is
arg-passphrase-stdin = De wachtzin van de invoer lezen
arg-keys-folder = Map met de sleutels, voor een reservekopie zonder sleutels
arg-alone = Niemand anders is in dit netwerk: opnieuw beginnen zonder iemand te vragen
arg-visit-id = Nummer van het bezoek, zoals in de lijst
arg-month = Maand om af te sluiten, bijvoorbeeld 2026-03; anders de vorige maand
arg-partial = Afsluiten hoewel er zittingen ontbreken, om deze reden
arg-session-month = Maand, zoals 2026-03; zonder opgave de lopende maand
arg-missing-month = Maand, zoals 2026-03; zonder opgave alle maanden die niet afgesloten zijn
arg-all-before = Alle volledige maanden voor deze dag
arg-publication-operator = Operator, met naam of code
arg-dysfunction-service = De dienst waarover het gaat
arg-dysfunction-kind = Wat er misloopt
arg-dysfunction-severity = Wat het de mensen doet
arg-dysfunction-workaround = Hoe ze zich redden; niets tussen aanhalingstekens om te wissen
arg-dysfunction-since = Eerste dag waarop het gezien werd, zoals 2026-10-01; vandaag voor een nieuwe melding
arg-dysfunction-text = Wat er gebeurt, op één regel van hoogstens 280 tekens: geen naam, nummer, adres of link; niets tussen aanhalingstekens om te wissen
arg-dysfunction-state = Hoe het met het probleem staat
arg-dysfunction-code = Korte code van de melding, of het begin ervan
arg-dysfunction-reference = Een groep, zoals itsme/panne, of de korte code van een melding
arg-dysfunction-mine = Alleen uw meldingen
arg-dysfunction-format = Vorm van het dossier: Markdown-tekst of CSV-tabel
arg-filter-service = Alleen deze dienst
arg-filter-kind = Alleen wat op deze manier misloopt
arg-filter-state = Alleen meldingen in deze toestand
arg-by = Opsplitsen volgens: maand, kwartaal, jaar, permanentie, operator, gemeente, gewest, gastheer, en hoogstens per kwartaal: categorie, geslacht, leeftijd, resultaat; met --local ook: vraag, doorverwijzing, duur, kanaal, toestel, taal, deelname
arg-period = Deze maanden: 2025, 2025-Q1, 2025-01 of van de ene tot de andere, 2024-Q4..2025-Q1
arg-only = Alleen bezoeken met deze codes, bijvoorbeeld categorie=demarches of leeftijd=65-69,70-74; mag herhaald worden
arg-shares = Het aandeel van elke regel toevoegen
arg-compare = De cijfers van de periode ervoor ernaast zetten
arg-stats-to = De cijfers in dit bestand schrijven: .xlsx, .csv of .json
arg-stats-format = De vorm van het bestand: csv voor programma’s, excel voor de Excel van Belgische kantoren (puntkomma’s), xlsx of json
arg-save-question = Deze vraag bewaren onder een korte naam, bijvoorbeeld jaarverslag
arg-saved-question = De vraag stellen die onder deze naam bewaard is
arg-list-questions = De bewaarde vragen
arg-forget-question = De vraag vergeten die onder deze naam bewaard is
arg-local = Uw eigen ruwe cijfers, niet om te verspreiden
arg-require-complete = Mislukken (4) als er cijfers ontbreken
arg-demo-once = De demonstratie afspelen en dan stoppen
arg-demo-keep = De knooppunten van de demonstratie in deze map bewaren
arg-demo-data = Map met gegevens in plaats van de meegeleverde
arg-shell = Uw shell

## Commands that are not understood

usage-unknown-argument = De optie “{ $argument }” bestaat niet voor deze opdracht.
usage-unknown-command = De opdracht “{ $command }” bestaat niet.
usage-missing-value = Er ontbreekt een waarde na { $argument }.
usage-invalid-value = “{ $value }” past niet bij { $argument }; keuze: { $values }.
usage-bad-value = “{ $value }” past niet bij { $argument }: { $why }.
usage-missing-argument = Er ontbreekt: { $arguments }.
usage-missing-command = Zeg nog wat er moet gebeuren; keuze: { $commands }.
usage-incomplete = De opdracht is niet volledig.
usage-conflict = { $argument } en { $other } gaan niet samen.
usage-repeated-argument = { $argument } is twee keer opgegeven.
usage-extra-value = “{ $value }” is te veel na { $argument }.
usage-not-text = Een deel van de opdracht is geen leesbare tekst (UTF-8).
usage-clock = De tijd kan niet gelezen worden: “{ $value }”. De variabele `MAILLAGE_CLOCK` legt een dag vast, zoals 2026-10-15.
usage-suggestion = Bedoelde u “{ $meant }”?
expected-day = een dag schrijft u als 2026-03-05
expected-existing-day = die dag bestaat niet in de kalender
expected-month = een maand schrijft u als 2026-03
expected-period = een periode schrijft u als 2026, 2026-Q1 of 2026-03
expected-year = het jaar moet tussen 2000 en 2199 liggen
expected-number = dat getal kan hier niet
expected-address = een adres schrijft u met zijn poort, zoals 127.0.0.1:4433

## Questions, days, numbers

question-yes-no = { $question } [j/N]
question-text = { $question } >
day-long = { $day } { $month } { $year }
day-with-weekday = { $weekday } { $day }
month-long = { $month } { $year }
month-name = { $number ->
        [1] januari
        [2] februari
        [3] maart
        [4] april
        [5] mei
        [6] juni
        [7] juli
        [8] augustus
        [9] september
        [10] oktober
        [11] november
       *[other] december
    }
weekday-name = { $number ->
        [1] maandag
        [2] dinsdag
        [3] woensdag
        [4] donderdag
        [5] vrijdag
        [6] zaterdag
       *[other] zondag
    }
number-percent = { $value }%

## The overview

overview-title = Maillage, het netwerk van de permanenties voor digitale hulp
overview-first-steps =
    Hier is nog niets ingesteld. Om te beginnen:
      Ik heb een uitnodiging     `maillage join UITNODIGING --operator ORGANISATIE`
      Ik richt een netwerk op    `maillage network create NAAM --operator ORGANISATIE`
      Ik wil eerst proberen      `maillage demo`
overview-daily =
    Elke dag:
      Een hulpvraag noteren      `maillage record TYPE RESULTAAT`
      Alles in orde?             `maillage status`
      Een permanentie vinden     `maillage directory list`
      De maand afsluiten         `maillage month close`
      De cijfers bekijken        `maillage stats`
overview-more = Alle opdrachten: `maillage --help`

## Problems: what happened, why, what to type next

problem-what = Fout: { $text }
problem-why = Waarom: { $text }
problem-next = Te doen: { $text }
rows-more = { $count ->
        [one] … en nog { $count } rij.
       *[other] … en nog { $count } rijen.
    }
rows-codes = Voor { $field }: { $codes }
rows-categories = Of een categorie: { $codes }
problem-home-empty = Er is nog geen netwerk op deze computer.
    .why = Hier werd geen netwerk opgericht en geen uitnodiging aanvaard.
    .next = met een uitnodiging, `maillage join UITNODIGING --operator ORGANISATIE`; om een netwerk op te richten, `maillage network create NAAM --operator ORGANISATIE`; om te proberen, `maillage demo`
problem-home-taken = Deze map hoort al bij het netwerk “{ $network }”.
    .why = Een map dient voor één netwerk, zodat hun gegevens niet door elkaar raken.
    .next = kies een andere map met `--home MAP`, of bekijk deze: `maillage status`
problem-home-occupied = In de map { $path } staat al iets anders.
    .why = De map van een knooppunt dient alleen daarvoor, zodat er niets vreemds wordt gelezen of gewist.
    .next = { $command ->
            [demo] kies een lege of nieuwe map: `maillage demo --keep MAP`
           *[other] kies een lege of nieuwe map met `--home MAP`
        }
problem-home-joining = Uw aanvraag wacht nog op een antwoord.
    .why = { $inviter } moet ze eerst aanvaarden.
    .next = bel { $inviter } om de code te vergelijken, dan `maillage status`
problem-home-busy = Een ander programma werkt al in deze map.
    .why = Proces { $process } houdt ze bezet sinds { $since }; twee tegelijk zouden de gegevens beschadigen.
    .next = kijk of het uw eigen knooppunt is: `maillage status`; wacht anders tot het klaar is
problem-home-exposed = Anderen kunnen { $path } lezen.
    .why = De rechten zijn { $mode }; uw sleutels en notities moeten van u alleen blijven.
    .next = neem die rechten weg: `chmod go-rwx { $path }`
problem-home-damaged = Een bestand van dit knooppunt ontbreekt of is beschadigd: { $path }.
    .why = Technisch detail: { $why }.
    .next = bekijk alles wat ontbreekt, `maillage store check`; zet dan uw laatste reservekopie terug in een andere map, `maillage --home MAP backup restore BESTAND`, of neem uw herstelblad, `maillage recover BLAD --name NAAM`
problem-keys-lost = Zonder zijn sleutels kan dit knooppunt niet meer spreken voor uw organisatie: { $path } ontbreekt of is beschadigd.
    .why = { $why }.
    .next = zet uw laatste reservekopie terug in een andere map, `maillage --home MAP backup restore BESTAND`; zonder reservekopie neemt u uw herstelblad, `maillage recover BLAD --name NAAM`
problem-home-unwritable = Maillage kan niet schrijven in { $path }.
    .why = Dit houdt het tegen: { $why }.
    .next = kies een map van uzelf met `--home MAP`, of geef uzelf het recht om in deze te schrijven
problem-node-silent = Het knooppunt van deze computer antwoordt niet.
    .why = Het zou op { $address } moeten antwoorden; misschien is het gestopt of te druk bezig.
    .next = wacht even, of start het opnieuw: `maillage node run`
problem-node-absent = Er draait geen knooppunt in deze map.
    .why = Er valt dus niets te stoppen.
    .next = om er een te starten: `maillage node run`
problem-store-damaged = De gegevens van dit knooppunt zijn beschadigd: { $path }.
    .why = Technisch detail: { $why }.
    .next = maak de gegevens opnieuw uit wat gaaf is en wat de leden kennen, `maillage store repair`; of zet uw laatste reservekopie terug in een andere map: `maillage --home MAP backup restore BESTAND`
problem-store-newer = Deze gegevens komen van een nieuwere versie van Maillage.
    .why = Hun formaat is { $found }; deze versie kent tot { $known }.
    .next = installeer de nieuwe versie; de huidige ziet u met `maillage --version`
problem-store-failed = De schijf weigerde te schrijven.
    .why = Technisch detail: { $why }.
    .next = maak plaats of kijk de schijf na, en bekijk dan: `maillage status`
problem-disk-full = De schijf is vol: er is niets geschreven.
    .why = Er is geen plaats meer voor de gegevens van dit knooppunt; wat eerder genoteerd was, is intact.
    .next = maak plaats op de schijf en begin opnieuw; het knooppunt schrijft vanzelf weer, zonder herstart: `maillage status`
problem-store-unsound = { $count ->
        [one] { $count } fout in de gegevens van dit knooppunt.
       *[other] { $count } fouten in de gegevens van dit knooppunt.
    }
    .why = De schijf heeft niet bewaard wat geschreven was, of een ander programma heeft eraan gezeten; de bijzonderheden staan hierboven.
    .next = maak de gegevens opnieuw uit wat gaaf is, `maillage store repair`; of zet uw laatste reservekopie terug in een andere map: `maillage --home MAP backup restore BESTAND`
problem-store-in-use = De gegevens kunnen niet opnieuw gemaakt worden terwijl het knooppunt draait.
    .why = Het gebruikt ze; ze eronder vervangen zou ze nog meer beschadigen.
    .next = stop het, `maillage node stop`, en begin opnieuw: `maillage store repair`
problem-way-back-unknown = Niets in { $path } zegt nog tot welk netwerk dit knooppunt hoort, of waar een ander lid te bereiken is.
    .why = De gegevens zijn niet meer te lezen, en het bestand “way-back” ernaast ontbreekt, is beschadigd of noemt niemand.
    .next = als dat bestand er is, met een uitnodiging van een lid, `maillage store repair --from UITNODIGING`; met het herstelblad, `maillage recover BLAD --name NAAM`; met een reservekopie, in een andere map, `maillage --home MAP backup restore BESTAND`
problem-home-returning = De gegevens van { $name } komen nog terug van de andere leden.
    .why = Ze waren beschadigd; dit knooppunt wacht tot anderen teruggegeven hebben wat zij ervan kennen. Een bezoek kan genoteerd worden zodra uw permanenties terug zijn.
    .next = laat `maillage node run` lopen; om te zien hoe ver het staat: `maillage status`
problem-page-incomplete = Uw pagina wacht op wijzigingen van een ander toestel van u, die nog niet aangekomen zijn.
    .why = Wijzigingen van hier steunen erop; nu andere schrijven zou ze tegenspreken. Er is niets gewijzigd.
    .next = breng het andere toestel in contact en probeer opnieuw: `maillage sync now`; is dat toestel net gekoppeld, wacht dan tot de secretaris het inschrijft: `maillage decision pending`
problem-page-frozen = Een fout van het programma heeft uw pagina stilgelegd zoals ze was.
    .why = Er is niets verloren, en niemand heeft schuld.
    .next = werk `maillage` bij, en meld de fout met het logboek van het knooppunt (`MAILLAGE_LOG=error`)
problem-snapshot-impossible = Uw pagina kan niet opnieuw beginnen met een momentopname.
    .why = { $why ->
            [incomplete] wijzigingen van uw andere apparaten zijn nog niet aangekomen
            [too-large] ze is te lang om in één keer te schrijven
           *[frozen] een fout van het programma heeft ze bevroren
        }
    .next = { $why ->
            [incomplete] haal op wat ontbreekt: `maillage sync now`
           *[other] er is niets verloren: de pagina blijft zoals ze is; bekijk de toestand van het knooppunt: `maillage status`
        }
problem-restored-waiting = Dit knooppunt komt van een reservekopie, een kopie of een herstelling: het schrijft niets dat anderen zien.
    .why = Het weet nog niet tot waar het geschreven had; { $count } van { $expected } leden hebben het gezegd. Schrijven zonder dat te weten geeft twee geschiedenissen van dit toestel.
    .next = blijf in contact met `maillage node run`, of vraag het nu: `maillage sync now`
problem-restored-alone = Niemand anders kan zeggen tot waar dit knooppunt geschreven had.
    .why = De reservekopie kent geen ander lid. Is er sindsdien iemand toegetreden, dan geeft opnieuw beginnen twee geschiedenissen van dit toestel.
    .next = { $command ->
            [backup-restore] als er sindsdien niemand toegetreden is: `maillage backup restore { $file } --alone`
           *[other] als er sindsdien niemand toegetreden is: `maillage backup resume --alone`
        }
problem-restored-not-alone = Andere leden kunnen zeggen tot waar dit knooppunt geschreven had.
    .why = Er moeten er { $count } bereikt worden; opnieuw beginnen zonder hen geeft twee geschiedenissen van dit toestel.
    .next = zet de reservekopie terug zonder `--alone`, en blijf in contact met `maillage node run`
problem-restored-unsettled = Dit knooppunt publiceert nog geen cijfers.
    .why = Het komt van een reservekopie, een kopie of een herstelling; het publiceert zodra het netwerk vastgelegd heeft wat het sindsdien schreef, meestal binnen een week.
    .next = blijf in contact met `maillage node run`, en kijk hoe het staat: `maillage status`
problem-copy-running = Een ander knooppunt schrijft met de sleutel van dit toestel.
    .why = Andere leden kregen van dit toestel wat dit knooppunt niet geschreven heeft: een kopie van deze map draait elders. Allebei schrijven geeft twee geschiedenissen.
    .next = zet het andere voorgoed stop, en dan hier: `maillage backup resume`
problem-own-fork = Twee verschillende geschiedenissen van dit toestel zijn ondertekend.
    .why = Twee kopieën van dit knooppunt hebben elk apart geschreven. Wat het nog zou schrijven, heeft geen gevolg meer.
    .next = kom binnen als een ander toestel, in een andere map: met een toestel dat de hoofdsleutel heeft, daar `maillage device pair`; of met het herstelblad, `maillage --home MAP recover BLAD --name NAAM`
problem-backup-not-one = { $file } is geen reservekopie van Maillage.
    .why = Het begint niet zoals een reservekopie.
    .next = kijk de naam na: `maillage backup verify BESTAND`
problem-backup-newer = De reservekopie { $file } komt van een latere versie van Maillage.
    .why = Haar formaat is { $found }; deze versie kent er tot { $known }.
    .next = installeer de nieuwe versie; deze staat in `maillage --version`
problem-backup-damaged = De reservekopie { $file } is beschadigd.
    .why = Op deze plaats: { $place }; { $why }. Er is niets veranderd.
    .next = neem een andere kopie van dit bestand, of een andere reservekopie: `maillage backup verify BESTAND`
problem-backup-protected = Een wachtzin beschermt de reservekopie { $file }.
    .why = Zonder die zin is er niets in te lezen.
    .next = { $command ->
            [backup-restore] in een terminal wordt ze gevraagd; een programma geeft ze via de invoer: `maillage backup restore { $file } --passphrase-stdin`
           *[other] in een terminal wordt ze gevraagd; een programma geeft ze via de invoer: `maillage backup verify { $file } --passphrase-stdin`
        }
problem-backup-passphrase = Dat is niet de wachtzin van de reservekopie { $file }.
    .why = Met die zin is er niets in te lezen.
    .next = { $command ->
            [backup-restore] probeer opnieuw: `maillage backup restore { $file }`
           *[other] probeer opnieuw: `maillage backup verify { $file }`
        }
problem-backup-keyless = In de reservekopie { $file } zitten de sleutels van het toestel niet.
    .why = Zonder die sleutels kan dit knooppunt niet ondertekenen en niet herkend worden.
    .next = geef de map waar u ze bewaart: `maillage backup restore { $file } --keys MAP`
problem-keys-foreign = De sleutels in de map { $path } zijn niet die van deze reservekopie.
    .why = Ze zijn van een ander toestel, of beschadigd; ze zouden niet kunnen ondertekenen voor dat van de reservekopie. Er is niets veranderd.
    .next = geef de map met de sleutels van dat toestel: `maillage backup restore { $file } --keys MAP`
problem-backup-unwritable = De reservekopie { $file } kan niet geschreven worden.
    .why = Dit houdt het tegen: { $why }.
    .next = kies een andere plaats, met ruimte: `maillage backup create BESTAND`
problem-needs-update = Dit netwerk vraagt een nieuwere versie van Maillage.
    .why = De leden namen regels aan die deze versie niet kent.
    .next = installeer de nieuwe versie; de huidige ziet u met `maillage --version`; bestaat er geen nieuwe versie, stel dan een andere secretaris aan: `maillage decision propose secretary LID`
problem-register-halted = Het netwerk kan voorlopig niets beslissen.
    .why = Twee beslissingen spreken elkaar tegen; het gaat verder zodra meer dan de helft van de leden een ervan heeft bevestigd.
    .next = kijk welke: `maillage decision list`
problem-decision-invalid = Deze beslissing is niet mogelijk.
    .why = Ze zou tegen een regel van het netwerk ingaan: { $why }.
    .next = kijk wat er beslist is: `maillage decision list`
problem-is-secretary = { $name } houdt het register bij en kan zo niet vertrekken.
    .why = Zonder secretaris zou er niets meer beslist worden.
    .next = vertrouw het register eerst aan een ander lid toe: `maillage decision propose secretary LID`
problem-not-secretary = Dit toestel houdt het register niet bij.
    .why = Het knooppunt van { $name } schrijft de beslissingen in.
    .next = kijk wat wacht: `maillage decision pending`
problem-member-suspended = Uw organisatie is geschorst: ze stelt niets voor en keurt niets goed.
    .why = De anderen dachten dat ze afwezig was; ze komt terug wanneer ze wil, zonder hun akkoord.
    .next = kom terug: `maillage decision propose resume`
problem-member-former = Uw organisatie maakt geen deel meer uit van het netwerk.
    .why = Ze verliet het of werd eruit gezet; wat ze daarvoor publiceerde, blijft er met die vermelding.
    .next = kijk hoe het ervoor staat: `maillage status`
problem-already-suspended = { $name } is al geschorst.
    .why = Een geschorst lid telt niet mee, tot het zelf terugkomt.
    .next = kijk naar de leden: `maillage member list`
problem-not-suspended = Uw organisatie is niet geschorst.
    .why = Ze telt al mee zoals de andere.
    .next = kijk hoe het ervoor staat: `maillage status`
help-recovery-basis = Voorbereiden wat de nieuwe computer moet weten van een lid dat zijn hoofdsleutel kwijt is
help-recovery-basis-after = De tekst is niet geheim. Zonder LID is hij voor uw eigen organisatie. Daarna, op de nieuwe computer: `maillage recovery request TEKST --name NAAM`
help-recovery-request = Op een nieuwe computer vragen om onder een andere hoofdsleutel verder te gaan
help-propose-replace-key = Een lid dat zijn hoofdsleutel kwijt is onder een andere laten verdergaan
help-decision-object = Met de vroegere hoofdsleutel zijn vervanging weigeren
arg-basis-member = Het lid dat zijn sleutel kwijt is; zonder dit uw eigen organisatie
arg-basis = De tekst die een ander lid met `recovery basis` maakte, het bestand waarin hij staat, of - om hem van de invoer te lezen; niet nodig om de aanvraag terug te zien
arg-replacement = De aanvraag die met `recovery request` gemaakt is, het bestand waarin ze staat, of - om ze van de invoer te lezen
basis-made = Deze tekst is voor { $name } ({ $code }). Hij is niet geheim.
basis-next = Op de nieuwe computer van dat lid typt men: `maillage recovery request TEKST --name NAAM`
replacement-question = Hier worden nieuwe sleutels gemaakt. Als de leden dat goedkeuren, spreken de vroegere toestellen van de organisatie niet meer voor haar. Doorgaan?
replacement-made = De aanvraag is klaar. Lees deze code aan de telefoon voor aan wie ze goedkeurt: { $code }
replacement-next = Stuur de tekst naar een lid, dat `maillage decision propose replace-key TEKST` typt; en laat hier lopen: `maillage node run`
propose-compared-question = { $sentence } Las dat lid u dezelfde code voor, { $code }, met een stem die u kent? Dit voorstellen?
approve-compared-question = { $proposer } stelt voor: { $sentence } Las dat lid u dezelfde code voor, { $code }, met een stem die u kent? Dit goedkeuren?
approved-before = Uw akkoord was al gegeven, er is niets veranderd: { $sentence }
object-question = Beslissing { $reference } gaf { $operator } een andere hoofdsleutel. Dat namens de vroegere laten vervallen? De nieuwe en zijn toestellen spreken dan nooit meer.
object-would = Het zou een verzet zijn tegen beslissing { $reference }.
object-done = Verzet tegen beslissing { $reference } afgegeven; { $count ->
        [one] { $count } lid heeft het ontvangen.
       *[other] { $count } leden hebben het ontvangen.
    }
object-next = Het knooppunt van de secretaris schrijft het in zodra het loopt. Laat `maillage node run` lopen, en kijk dan: `maillage status`
decision-further-device = { $operator } heeft een toestel meer, “{ $name }” ({ $device }).
decision-renamed-device = Het toestel { $device } van { $operator }, “{ $before }”, heet voortaan “{ $name }”.
accept-would-propose = het voorstel om toe te laten, en het akkoord van uw organisatie
accept-would-approve = het akkoord van uw organisatie
accept-would-admit = Dat is genoeg: zodra het knooppunt van de secretaris het inschrijft, is { $name } lid.
label-signed = Te ondertekenen
hold-unseen = Dit knooppunt ontving nog nooit iets van “{ $name }”. Als dat toestel niet in dienst is, beslist niemand meer voor u tot de hoofdsleutel het terugneemt.
status-revoked = Dit toestel spreekt niet meer voor uw organisatie: zij heeft het ingetrokken. Wat het voor anderen zou noteren, zou niemand zien; het neemt dat dus niet meer aan.
next-revoked = Uw bezoeken blijven in deze map, die alleen nog dient om ze te lezen: `maillage visit list`. Om deze computer weer te laten dienen, is een andere map nodig (optie --home): maak een code op een toestel in dienst, `maillage device pair`, en typ die hier in met de naam van die nieuwe map.
status-replaced = Uw organisatie gaat verder onder een andere hoofdsleutel, door de leden goedgekeurd: dit toestel spreekt niet meer voor haar.
next-replaced = Heeft uw organisatie dat niet gevraagd, laat het dan vervallen met de hoofdsleutel van deze computer: `maillage decision object`. Anders blijven uw bezoeken hier: `maillage visit list`
status-overruled = De vroegere hoofdsleutel van uw organisatie liet zijn vervanging vervallen: dit toestel, dat met de nieuwe kwam, spreekt niet voor haar.
next-overruled = Ga met uw organisatie na wie de juiste sleutel heeft: `maillage decision pending`. Wat hier genoteerd was, blijft hier: `maillage visit list`
status-stranded = Uw organisatie kwam erin door een beslissing die andere tegenspreken: intussen kan ze niets schrijven voor de anderen.
next-stranded = Dat eindigt wanneer de leden het eens worden over het vervolg: spreek met hen, en laat `maillage node run` lopen
next-replacement = De leden moeten uw nieuwe hoofdsleutel goedkeuren. Lees hun aan de telefoon deze code voor: { $code }. Om de aanvraag terug te zien: `maillage recovery request --name NAAM`
problem-device-revoked = Dit toestel spreekt niet meer voor uw organisatie.
    .why = Zij heeft het ingetrokken; niemand zou zien wat het schreef. Wat hier genoteerd was, blijft hier.
    .next = kijk hoe het ervoor staat: `maillage status`
problem-root-replaced = Uw organisatie gaat verder onder een andere hoofdsleutel, en dit toestel spreekt niet meer voor haar.
    .why = De leden keurden de nieuwe sleutel goed met beslissing { $reference }. Wat hier genoteerd was, blijft hier.
    .next = als uw organisatie dat niet vroeg: `maillage decision object`
problem-root-kept = Dit toestel spreekt niet voor uw organisatie.
    .why = De vroegere hoofdsleutel liet de vervanging vervallen waarmee het kwam. Wat hier genoteerd was, blijft hier.
    .next = kijk hoe het staat: `maillage status`
problem-nothing-to-object = Er is niets om u tegen te verzetten.
    .why = Geen beslissing die hier bekend is, verving de hoofdsleutel van deze computer.
    .next = kijk wat beslist is: `maillage decision list`
problem-objection-unheard = Geen enkel lid ontving het verzet.
    .why = Het wordt hier bewaard, maar niemand anders heeft het. Technisch detail: { $why }.
    .next = probeer opnieuw wanneer een lid online is: `maillage decision object`
problem-replacement-unreadable = Deze tekst kan niet dienen om een hoofdsleutel te vervangen.
    .why = Detail: { $why }.
    .next = vraag hem opnieuw, volledig: `maillage recovery basis LID` bij een lid, dan `maillage recovery request TEKST --name NAAM` op de nieuwe computer
problem-remove-self = Een organisatie sluit zichzelf niet uit.
    .why = Over een uitsluiting beslissen de anderen; wie weg wil, zegt dat.
    .next = om het netwerk te verlaten: `maillage decision propose leave`
problem-suspend-self = Een organisatie schorst zichzelf niet.
    .why = Schorsen is voor wie niet meer antwoordt; de uwe antwoordt.
    .next = om het netwerk te verlaten: `maillage decision propose leave`
problem-secretary-already = { $name } houdt het register al bij.
    .why = Een termijn meer zou niets veranderen.
    .next = om het aan iemand anders toe te vertrouwen: `maillage decision propose secretary LID`
reason-replacement-other = het is geen tekst van deze soort
reason-replacement-damaged = een deel ontbreekt of is onderweg veranderd
reason-replacement-later = hij komt uit een latere versie
reason-replacement-tampered = hij is veranderd nadat hij ondertekend was
reason-replacement-outdated = de toestellen van dit lid zijn sindsdien veranderd of schreven verder; er is een nieuwe tekst nodig, met `maillage recovery basis`
reason-other-network = hij is voor een ander netwerk
reason-root-taken = deze hoofdsleutel of dit toestel is in het netwerk al bekend
reason-keys-gone = de opslag is er, maar niet de sleutels die erbij horen; zonder hen kan dit knooppunt niet spreken
problem-rules-unchanged = Deze regels gelden al.
    .why = Noem minstens één regel, met een andere waarde dan vandaag.
    .next = bijvoorbeeld: `maillage decision propose policy --smallest-figure 6`
problem-proposed-already = Dat is al voorgesteld, onder de code { $code }.
    .why = Hetzelfde wordt maar één keer beslist.
    .next = keur het goed, of kijk wie ontbreekt: `maillage decision approve { $code }` of `maillage decision pending`
problem-approved-already = Uw organisatie heeft { $code } al goedgekeurd.
    .why = Een handtekening wordt niet teruggenomen.
    .next = kijk wat nog ontbreekt: `maillage decision pending`
problem-matter-unknown = Niets wat openstaat draagt de code { $code }.
    .why = Misschien is het al beslist, of hier nog niet aangekomen; er zijn minstens drie tekens van de code nodig.
    .next = kijk wat wacht: `maillage decision pending --all`
problem-matter-ambiguous = Verschillende zaken hebben een code die met { $code } begint.
    .why = Dat zijn: { $known }.
    .next = { $command ->
            [decision-reject] geef meer tekens: `maillage decision reject CODE`
           *[other] geef meer tekens: `maillage decision approve CODE`
        }
problem-install-signed = Dit toestel tekende in deze termijn al voor een andere secretaris.
    .why = Eén handtekening per termijn: anders wist niemand wie de meerderheid heeft.
    .next = stel opnieuw voor, in de volgende termijn: `maillage decision propose secretary LID`
problem-install-over = De aanstelling { $code } kan van hieruit niet meer lukken.
    .why = Haar termijn is voorbij, of ze vertrekt van een beslissing die dit knooppunt niet kent, of van een ogenblik waarop dit toestel voor geen enkel lid besliste.
    .next = wissel uit met de anderen en stel dan voor: `maillage sync now`, `maillage decision propose secretary LID`
problem-evidence-unknown = Geen bewijs heeft de code { $id }.
    .why = De codes staan in de lijst; het begin volstaat als het er maar één aanduidt.
    .next = bekijk de lijst: `maillage evidence list`
problem-turned-away = De andere leden aanvaarden geen uitwisseling meer met dit toestel: { $peer }.
    .why = Voor hen maakt uw organisatie geen of geen deel meer uit van het netwerk, of werd dit toestel herroepen. Ze zien de beslissing met `maillage decision list`.
    .next = vraag het aan een van hen, en kijk dan: `maillage status`
problem-register-full = Het register aanvaardt niets meer van dit toestel.
    .why = Elk toestel kan er maar een beperkt aantal zaken in opnemen, zodat geen enkel het vult.
    .next = kijk wat er is opgenomen: `maillage decision list`
problem-journal-full = Het journaal van dit toestel is vol.
    .why = Het bereikte de omvang die alle leden aanvaarden.
    .next = bekijk de toestand van het knooppunt en bel uw federatie: `maillage status`
problem-not-governing = Dit toestel beslist niet voor uw organisatie.
    .why = Een enkel toestel van u stelt voor en keurt goed: “{ $name }”.
    .next = doe het daar, of geef die rol aan dit toestel: `maillage device hold --governs { $code }`
problem-not-publishing = Dit toestel publiceert de cijfers van uw organisatie niet.
    .why = Een enkel toestel van u publiceert, zodat niets twee keer naar buiten gaat: “{ $name }”.
    .next = doe het daar, of geef die rol aan dit toestel: `maillage device hold --publishes { $code }`
problem-invitation-malformed = Deze uitnodiging is niet volledig.
    .why = Dit is er mis mee: { $why }.
    .next = kopieer ze helemaal, of geef het ontvangen bestand: `maillage join BESTAND --operator ORGANISATIE`
problem-invitation-expired = Deze uitnodiging is niet meer geldig.
    .why = Ze gold tot { $expired }.
    .next = vraag een nieuwe, dan `maillage join UITNODIGING --operator ORGANISATIE`
problem-invitation-used = Deze uitnodiging werd al gebruikt.
    .why = Een uitnodiging dient maar één keer.
    .next = { $command ->
            [member-revoke] bekijk uw uitnodigingen: `maillage member invitations`
           *[other] vraag een nieuwe, dan `maillage join UITNODIGING --operator ORGANISATIE`
        }
problem-invitation-revoked = Deze uitnodiging werd ingetrokken.
    .why = Wie ze maakte, nam ze terug.
    .next = { $command ->
            [member-revoke] bekijk uw uitnodigingen: `maillage member invitations`
           *[other] bel die persoon voor een nieuwe, dan `maillage join UITNODIGING --operator ORGANISATIE`
        }
problem-invitation-other-network = Deze uitnodiging is voor een ander netwerk: “{ $network }”.
    .why = Een map dient voor één netwerk.
    .next = kies een andere map: `maillage join UITNODIGING --operator ORGANISATIE --home MAP`
problem-invitation-unknown = Geen van uw uitnodigingen heeft de code “{ $code }”.
    .why = Misschien werd ze op een ander toestel gemaakt.
    .next = bekijk die van hier: `maillage member invitations`
problem-request-unknown = Geen aanvraag heeft de code “{ $code }”.
    .why = Ze is nog niet aangekomen, of ze kreeg al een antwoord.
    .next = bekijk wat er wacht: `maillage member requests`
problem-request-refused = Uw aanvraag werd geweigerd.
    .why = Dat is het antwoord van { $inviter }.
    .next = bel { $inviter }; met een nieuwe uitnodiging: `maillage join UITNODIGING --operator ORGANISATIE`
problem-member-exists = “{ $name }” is al lid van het netwerk.
    .why = Twee leden met dezelfde naam zouden verward worden.
    .next = bekijk de leden: `maillage member list`
problem-code-mistyped = De code “{ $code }” bevat een tikfout.
    .why = De controletekens kloppen niet.
    .next = { $command ->
            [device-accept] neem hem opnieuw over; de codes die wachten staan in `maillage device list`
            [decision-approve] typ hem opnieuw; de codes die wachten staan in `maillage decision pending --all`
            [decision-reject] typ hem opnieuw; de codes die wachten staan in `maillage decision pending --all`
           *[other] typ hem opnieuw; de codes staan in `maillage member requests` en `maillage member invitations`
        }
problem-peer-unreachable = { $peer } antwoordt niet.
    .why = Misschien staat het knooppunt uit, of is de verbinding weg. Technisch detail: { $why }.
    .next = blijf in contact met `maillage node run`, dat het zelf opnieuw probeert, of probeer later opnieuw: `maillage sync now`
problem-peer-other-version = { $peer } gebruikt een andere versie van Maillage.
    .why = De twee versies verstaan elkaar niet.
    .next = werk de oudste bij; de uwe ziet u met `maillage --version`
problem-name-invalid = De naam “{ $value }” is niet bruikbaar.
    .why = Een naam staat op één regel, zonder vreemde tekens. Detail: { $why }.
    .next = herhaal de opdracht met een naam van één regel, tussen aanhalingstekens als er spaties in staan; voorbeeld: `maillage network create Buurthulp --operator ORGANISATIE`
problem-slug-invalid = De korte naam “{ $value }” is niet bruikbaar.
    .why = Een korte naam heeft kleine letters zonder accent, cijfers en koppeltekens, zoals vorst-ocmw.
    .next = herhaal de opdracht met een andere korte naam; bestaande ziet u met `maillage permanence list`
problem-field-invalid = De waarde “{ $value }” van { $field } kan niet.
    .why = Dit klopt niet: { $why }.
    .next = verbeter ze en herhaal de opdracht; de opties staan in `maillage --help`
problem-timetable-invalid = Het uurrooster “{ $value }” is niet begrepen.
    .why = Maillage leest uurroosters zoals OpenStreetMap: { $why }.
    .next = schrijf het bijvoorbeeld als `"We 14:00-17:00"`, of `"Th 17:00-19:00; PH off"` om op feestdagen te sluiten; details: `maillage permanence add --help`
problem-host-unknown = Geen van uw gastorganisaties heet “{ $slug }”.
    .why = Bestaande: { $known }.
    .next = bekijk de lijst: `maillage host list`, of voeg toe: `maillage host add { $slug } --name NAAM --kind SOORT`
problem-host-exists = De gastorganisatie “{ $slug }” bestaat al.
    .why = Een korte naam dient maar één keer.
    .next = bekijk ze: `maillage host list`, of kies een andere korte naam
problem-permanence-unknown = Geen permanentie heet “{ $slug }”.
    .why = Best gelijkend: { $known }.
    .next = bekijk de uwe: `maillage permanence list`, of alle: `maillage directory list`
problem-permanence-exists = De permanentie “{ $slug }” bestaat al.
    .why = Een korte naam dient maar één keer.
    .next = wijzig de bestaande: `maillage permanence edit { $slug }`, of kies een andere korte naam
problem-permanences-none = U hebt nog geen permanentie.
    .why = Een bezoek noteert u voor een van uw permanenties.
    .next = voeg de uwe toe: `maillage permanence add --help`, of neem ze over uit een bestand: `maillage permanence import BESTAND`
problem-permanence-needed = Om welke permanentie gaat het?
    .why = Vandaag is er geen voorzien, of meer dan één: { $known }.
    .next = { $command ->
            [session-open] zeg welke: `maillage session open --permanence KORTE-NAAM`
            [session-close] zeg welke: `maillage session close --permanence KORTE-NAAM`
            [visit-tally] zeg welke: `maillage visit tally --grid --permanence KORTE-NAAM`
           *[other] zeg welke: `maillage record TYPE RESULTAAT --permanence KORTE-NAAM`
        }
problem-operator-unknown = Geen operator heet “{ $name }”.
    .why = Het is geen naam of code van een lid dat hier bekend is.
    .next = bekijk de leden: `maillage member list`
problem-filter-invalid = Het criterium “{ $value }” is niet begrepen.
    .why = Dit klopt niet: { $why }.
    .next = kijk wat er kan: `maillage stats --help` of `maillage directory list --help`
problem-filter-code = “{ $value }” is geen code van de lijst ({ $field }).
    .why = De codes van deze lijst zijn: { $known }.
    .next = kies er een; zie hoe: `maillage stats --help`
problem-question-unknown = Onder de naam “{ $name }” is geen vraag bewaard.
    .why = Er zijn: { $known }.
    .next = bekijk ze: `maillage stats --list-saved`
problem-question-unreadable = De vraag die onder de naam “{ $name }” bewaard is, wordt niet begrepen.
    .why = Ze werd door een andere versie bewaard: { $value }
    .next = stel ze anders en bewaar ze opnieuw: `maillage stats --help`
problem-questions-full = De vraag “{ $name }” is niet bewaard.
    .why = Ze is te lang, of er zijn al { $count } vragen bewaard.
    .next = vergeet er een: `maillage stats --list-saved`
problem-visit-invalid = { $command ->
        [visit-amend] Het bezoek werd niet verbeterd.
       *[other] Het bezoek werd niet genoteerd.
    }
    .why = Een deel van wat u opgaf, kan niet; zie het detail.
    .next = { $command ->
            [visit-amend] verbeter en herhaal: `maillage visit amend NUMMER --outcome RESULTAAT`; de opties staan in `maillage visit amend --help`
           *[other] verbeter en herhaal: `maillage record TYPE RESULTAAT`; de opties staan in `maillage record --help`
        }
problem-visit-unknown = Geen bezoek heeft het nummer “{ $id }”.
    .why = Misschien werd het gewist, of op een ander toestel genoteerd.
    .next = bekijk de nummers: `maillage visit list`
problem-visit-ambiguous = Meerdere bezoeken hebben een nummer dat begint met “{ $id }”.
    .why = Het gegeven begin zegt niet welk bezoek bedoeld is.
    .next = geef meer cijfers van het nummer; `maillage visit list --json` toont ze allemaal
problem-import-bad-rows = { $count ->
        [one] { $count } rij van { $file } is niet goed; er is niets overgenomen.
       *[other] { $count } rijen van { $file } zijn niet goed; er is niets overgenomen.
    }
    .why = Een bestand wordt helemaal overgenomen of helemaal niet, zodat de cijfers kloppen.
    .next = { $command ->
            [permanence-import] verbeter het bestand en begin opnieuw: `maillage permanence import { $file }`
            [visit-tally] verbeter het bestand, of neem alleen de goede regels over: `maillage visit tally { $file } --skip-bad`
            [session-import] verbeter het bestand, of neem alleen de goede rijen over: `maillage session import { $file } --skip-bad`
           *[other] verbeter het bestand, of neem alleen de goede rijen over: `maillage visit import { $file } --skip-bad`
        }
problem-record-needs-words = Er is niet gezegd welke vraag te noteren.
    .why = Toets per toets vraagt `maillage record` alleen op een terminal, zonder `--json`, `--no-input` of `--dry-run`.
    .next = zeg het type en het resultaat: `maillage record itsme resolu`; de andere staan in `maillage record --help`
problem-session-invalid = Het zittingsblad is niet genoteerd.
    .why = Sommige waarden kunnen niet zo overgenomen worden.
    .next = verbeter en begin opnieuw; de mogelijkheden staan in `maillage session close --help`
problem-session-closed = De zitting { $slug } van { $day } is al geregeld.
    .why = Er is genoteerd wat ervan geworden is; ze opnieuw openen zou dat wissen.
    .next = om haar blad te verbeteren: `maillage session close --permanence { $slug } --date { $day }`
problem-session-without-visits = Er is niet gezegd wat er van de zitting { $slug } van { $day } geworden is.
    .why = Er is geen bezoek genoteerd: misschien is niemand gekomen, ging ze niet door, of moeten de bezoeken nog genoteerd worden.
    .next = kwam er niemand, `maillage session close --permanence { $slug } --date { $day } --empty`; is ze geannuleerd, `maillage session close --permanence { $slug } --date { $day } --cancelled REDEN`; volgen de bezoeken nog, `maillage session close --permanence { $slug } --date { $day } --status tenue`
problem-session-has-visits = { $count ->
        [one] { $count } bezoek is genoteerd voor de zitting { $slug } van { $day }.
       *[other] { $count } bezoeken zijn genoteerd voor de zitting { $slug } van { $day }.
    }
    .why = Een zitting met bezoeken is gehouden; de twee gaan niet samen.
    .next = lees de bezoeken na, wis wat niet plaatsvond: `maillage visit list --permanence { $slug } --from { $day } --to { $day }`; of noteer ze als gehouden: `maillage session close --permanence { $slug } --date { $day } --status tenue`
problem-several-operators = Het bestand { $file } bevat de permanenties van meerdere operatoren.
    .why = Als u ze allemaal overneemt, kondigt u ze aan als de uwe. Operatoren in het bestand: { $known }.
    .next = voeg de naam van de uwe toe, zoals die in het bestand staat: `maillage permanence import { $file } --only NAAM`
problem-file-unreadable = Het bestand { $file } kan niet gebruikt worden.
    .why = Dit houdt het tegen: { $why }.
    .next = kijk de naam en de inhoud na; wat de opdracht verwacht: `maillage { $asked } --help`
problem-file-unwritable = Het bestand { $file } kan niet geschreven worden.
    .why = Dit houdt het tegen: { $why }. Wat erin stond, is niet veranderd.
    .next = kies een andere plaats; hoe u ze noemt: `maillage { $asked } --help`
problem-file-exists = Het bestand { $file } bestaat al.
    .why = Schrijven zou wissen wat erin staat.
    .next = kies een andere naam, of voeg `--yes` toe om het te vervangen
problem-days-imported = { $count ->
        [one] { $count } dag van { $file } is al overgenomen.
       *[other] { $count } dagen van { $file } zijn al overgenomen.
    }
    .why = Twee keer overnemen zou dubbel tellen. Dagen: { $days }.
    .next = { $command ->
            [visit-tally] om deze dagen te vervangen, `maillage visit tally { $file } --replace-days`; om toch toe te voegen, `maillage visit tally { $file } --add`
            [visit-tally-skip-bad] om deze dagen te vervangen, `maillage visit tally { $file } --skip-bad --replace-days`; om toch toe te voegen, `maillage visit tally { $file } --skip-bad --add`
            [visit-import-skip-bad] om die dagen te vervangen, `maillage visit import { $file } --skip-bad --replace-days`; om toch toe te voegen, `maillage visit import { $file } --skip-bad --add`
           *[other] om die dagen te vervangen, `maillage visit import { $file } --replace-days`; om toch toe te voegen, `maillage visit import { $file } --add`
        }
problem-month-open = De maand { $month } is nog niet voorbij.
    .why = Een maand sluit u af als al haar zittingen voorbij zijn.
    .next = probeer opnieuw na de laatste dag van de maand: `maillage month close { $month }`
problem-month-empty = Voor de maand { $month } is niets genoteerd.
    .why = Afsluiten zou voor altijd verborgen cijfers publiceren, terwijl misschien alleen de zittingsbladen ontbreken.
    .next = zeg eerst wat van de zittingen geworden is, ook van de afgelaste, `maillage session close --permanence KORTE-NAAM --date DAG` of `maillage session import BESTAND`; dan `maillage month close { $month }`
problem-month-closed = De maand { $month } is al afgesloten.
    .why = Een periode wordt maar één keer gepubliceerd; verbeteringen komen in de volgende, ruimere periode.
    .next = bekijk wat gepubliceerd is: `maillage publication list`
problem-month-incomplete = { $count ->
        [one] { $count } verwachte zitting ontbreekt in de maand { $month }: niemand weet wat ervan geworden is.
       *[other] { $count } verwachte zittingen ontbreken, de eerste in de maand { $month }: niemand weet wat ervan geworden is.
    }
    .why = Een maand wordt maar één keer gepubliceerd: een zitting die doorging zonder genoteerd te zijn, zou voor altijd in de cijfers ontbreken.
    .next = zeg wat van elk geworden is, `maillage session close --permanence KORTE-NAAM --date DAG` (met `--empty` als niemand kwam, `--cancelled REDEN` als ze niet doorging); of neem hun bladen over uit een bestand, `maillage session import BESTAND`; of sluit af en zeg waarom ze ontbreken: `maillage month close { $month } --partial lost-sheets`
problem-months-none = Er is geen maand af te sluiten voor { $before }.
    .why = Ze zijn allemaal al afgesloten, of er is niets in genoteerd.
    .next = bekijk wat gepubliceerd is: `maillage publication list`
problem-decision-unknown = Geen beslissing heeft de referentie “{ $reference }”.
    .why = Ze bestaat niet, of is hier nog niet aangekomen.
    .next = bekijk de lijst: `maillage decision list`
problem-publication-unknown = Er is geen publicatie “{ $reference }”.
    .why = Die maand is niet afgesloten, of is hier nog niet aangekomen.
    .next = bekijk de lijst: `maillage publication list`
problem-dysfunction-code = “{ $value }” is geen bekend woord voor { $field }.
    .why = Keuze: { $known }.
    .next = kies een van deze woorden; wat ze betekenen staat in `maillage dysfunction report --help`
problem-dysfunction-personal = De tekst bevat iets dat een persoon kan aanwijzen: “{ $value }”, tekens { $place }. Er is niets verstuurd.
    .why = Het is { $why }; een melding gaat naar alle leden en kan niet teruggehaald worden.
    .next = zeg het zonder dit stuk, of zonder tekst; de opties staan in `maillage dysfunction report --help`
problem-dysfunction-unknown = Geen melding heeft de verwijzing “{ $reference }”.
    .why = Ze bestaat niet, werd ingetrokken, of is hier nog niet aangekomen.
    .next = bekijk de lijst: `maillage dysfunction list`
problem-dysfunction-ambiguous = Meerdere meldingen hebben een code die begint met “{ $reference }”.
    .why = Het gegeven begin zegt niet welke bedoeld is.
    .next = geef de hele code; de lijst staat in `maillage dysfunction list --mine --json`
problem-dysfunction-of-others = De melding { $code } is van { $name }.
    .why = Ieder wijzigt alleen de eigen meldingen.
    .next = maak er zelf een, ze wordt met de andere geteld: `maillage dysfunction report DIENST SOORT --severity ERNST`
problem-dysfunction-unchanged = De melding { $code } zegt dat al.
    .why = Er zou niets veranderen.
    .next = bekijk wat ze zegt: `maillage dysfunction show { $code }`
problem-dysfunctions-full = Een verdere melding zou geen gevolg hebben.
    .why = Een operator heeft hoogstens 1024 meldingen, een toestel spreekt er hoogstens 4096 keer over, en over één melding wordt hoogstens 1024 keer gesproken.
    .next = bekijk de uwe: `maillage dysfunction list --mine`
problem-coverage-incomplete = Er ontbreken nog cijfers.
    .why = { $published } van { $expected } publicaties zijn aangekomen, en u vroeg een volledig totaal.
    .next = wissel uit met de leden: `maillage sync now`; of neem wat er is, zonder `--require-complete`
problem-not-converged = Nog niet alle knooppunten weten hetzelfde.
    .why = { $seconds ->
        [one] Eén seconde was niet genoeg.
       *[other] { $seconds } seconden waren niet genoeg.
    }
    .next = wacht langer: `maillage status --wait converged --timeout 300`
problem-answer-needed = Deze opdracht stelt een vraag, en hier kan niemand antwoorden.
    .why = Er is geen terminal, of `--no-input` werd opgegeven.
    .next = geef het antwoord in de opdracht, met `{ $flag }`
problem-cancelled = Er is niets gebeurd.
    .why = U antwoordde neen.
    .next = om te kijken zonder iets te wijzigen, voeg `--dry-run` toe aan de opdracht
problem-demo-data = De gegevens van de demonstratie in { $path } kunnen niet gelezen worden.
    .why = Een bestand ontbreekt of heeft niet de juiste vorm. Detail: { $why }.
    .next = probeer met de meegeleverde gegevens: `maillage demo`
problem-demo-failed = De demonstratie stopte bij de stap “{ $step }”.
    .why = Technisch detail: { $why }.
    .next = begin opnieuw en bewaar de sporen: `maillage demo --once --keep MAP`
problem-usage = De opdracht is niet begrepen.
    .why = { $why }
    .next = kijk wat er kan: `maillage --help`, of voeg `--help` toe aan uw opdracht
problem-bug = Het programma maakte een fout. Het ligt niet aan u.
    .why = Te melden, met de opdracht die u typte: { $why }.
    .next = uw gegevens staan er nog; kijk het na met `maillage status`

## Why a row or a field is refused

reason-unknown = geweigerd ({ $code })
reason-missing = er ontbreekt een waarde
reason-unknown-code = deze code staat niet in de woordenlijst
reason-unknown-permanence = deze permanentie bestaat niet bij u
reason-day-format = een dag schrijft u als 2026-03-05
reason-no-such-day = die dag bestaat niet
reason-future-day = die dag ligt in de toekomst
reason-type-of-other-category = dit type hoort bij een andere categorie
reason-not-a-number = dit is geen getal
reason-too-large = dit getal is te groot
reason-column-count = de rij heeft niet het juiste aantal kolommen
reason-unclosed-quote = een aanhalingsteken is niet gesloten
reason-timetable = dagen schrijft u in kort Engels, Mo Tu We Th Fr Sa Su, en PH voor feestdagen; voorbeeld: `We 14:00-17:00`
reason-name = een benaming staat op één regel, zonder vreemde tekens
reason-slug = alleen kleine letters zonder accent, cijfers en koppeltekens
reason-postal-code = een Belgische postcode heeft vier cijfers
reason-commune-code = geen gemeente heeft deze NIS-code
reason-coordinate = deze positie kan niet
reason-language-code = een taal schrijft u met twee letters, zoals nl
reason-phone = dit telefoonnummer kan niet
reason-yes-no = het moet oui, non of inconnu zijn
reason-year-out-of-range = het jaar moet tussen 2000 en 2199 liggen
reason-referral-without-referral-outcome = een doorverwijzing vraagt het resultaat “reoriente”
reason-negative-duration = een duur kan niet negatief zijn
reason-negative-number = een aantal mensen kan niet negatief zijn
reason-negative-count = een aantal bezoeken kan niet negatief zijn
reason-counted-twice = hetzelfde is op een eerdere regel geteld
reason-too-many-visits = het bestand telt meer bezoeken dan één bestand kan brengen
reason-still-planned = dit zegt niet wat er van de zitting geworden is
reason-not-utf8 = dit is geen leesbare tekst (UTF-8)
reason-line-too-long = de rij is veel te lang
reason-repeated-slug = een andere rij heeft deze korte naam al
reason-place-kind = de soorten plaatsen zijn: { $columns }
reason-languages = talen schrijft u als fr|nl, elk één keer
reason-permanence-status = het moet demandee, a_l_etude, convention, planifiee, active, suspendue of fermee zijn
reason-session-missing = geen blad en geen bezoek: niemand weet wat van deze zitting geworden is
reason-exception = dagen schrijft u als 2026-12-24 of 2026-12-24..2026-12-31, met uren `2026-12-20 14:00-17:00`
reason-exception-backwards = de eerste dag komt na de laatste
reason-exception-not-open = de permanentie is niet open op de dag die verplaatst wordt
reason-exception-hours = de gewone uren zijn niet bekend: geef ze op, zoals `2026-12-20 14:00-17:00`
reason-exception-too-long = het uurrooster heeft geen plaats meer voor deze uitzondering: schrijf het opnieuw zonder de oude
reason-timetable-empty = de uren zijn leeg
reason-timetable-too-long = de uren zijn te lang
reason-timetable-text = de uren passen op één lijn, zonder bijzondere tekens
reason-name-empty = de naam is leeg
reason-name-too-long = de naam is te lang
reason-name-lines = de naam heeft meerdere regels
reason-name-text = de naam bevat een bijzonder teken
reason-situation-empty = de tekst is leeg
reason-situation-too-long = de tekst heeft meer dan 280 tekens
reason-situation-lines = de tekst heeft meerdere regels
reason-situation-text = de tekst bevat een speciaal teken
reason-situation-personal = de tekst bevat iets dat een persoon kan aanwijzen
reason-personal-national-number = een rijksregisternummer
reason-personal-phone = een telefoonnummer
reason-personal-account = een bankrekeningnummer
reason-personal-email = een e-mailadres
reason-personal-link = een link, die iemands dossier kan bevatten en overal naartoe kan leiden
reason-empty-file = het bestand is leeg
reason-header-unreadable = de eerste rij noemt geen kolommen, of is geen UTF-8
reason-unknown-columns = deze kolommen zijn niet bekend: { $columns }
reason-repeated-column = deze kolom is tweemaal genoemd: { $columns }
reason-missing-columns = deze kolommen ontbreken: { $columns }
reason-file-too-long = het bestand is te lang
reason-file-not-found = het bestaat niet
reason-file-not-permitted = u hebt er het recht niet toe
reason-file-is-folder = het is een map
reason-file-below-file = een deel van het pad is een bestand, geen map
reason-file-no-room = er is geen plaats meer op de schijf
reason-file-read-only = van de schijf kan alleen gelezen worden
reason-file-name = deze naam is niet mogelijk
reason-file-is-device = het is een randapparaat, geen bestand
reason-peer-silent = niets antwoordt op zijn adressen
reason-peer-cut = het gesprek brak af voor het einde
reason-peer-not-a-member = het rekent dit toestel niet tot die van de leden
reason-peer-protocol = het volgde de regels van de uitwisseling niet
reason-own-difficulty = de moeilijkheid ligt bij deze computer
reason-not-announced = dit knooppunt heeft zich nog niet bij de leden gemeld
reason-address-in-use = een ander programma gebruikt het al
reason-address-not-here = het is geen adres van deze computer
reason-address-refused = het systeem aanvaardt het niet
reason-store-content = wat erin staat, is niet wat er geschreven werd
reason-disk-failed-before = de schijf liet het al afweten; stop dit knooppunt en start het opnieuw
reason-store-order = het volgt niet op wat er al staat
reason-key-gone = een sleutel ontbreekt
reason-key-there = er staat al een sleutel
reason-key-damaged = de sleutel die er staat, is niet meer wat er geschreven werd
reason-file-in-the-way = op die plaats staat al iets
reason-file-refused = het systeem of de schijf weigerde het
reason-name-taken = een ander lid draagt die naam
reason-already-member = deze organisatie is al lid
reason-too-many-devices = deze organisatie heeft al zoveel toestellen als ze mag hebben
reason-decision-too-long = ze zou te lang zijn
reason-register-rule = het register laat het niet toe
reason-no-home-folder = het systeem zegt niet waar uw gegevens horen
reason-not-evidence = het is geen bewijsbestand van Maillage
reason-offer-prefix = het begint niet zoals zo’n tekst
reason-offer-damaged = er is iets af, of een teken is veranderd
reason-offer-unknown = het vraagt een nieuwere versie van Maillage
reason-offer-signature = het toestel dat erin staat heeft het niet ondertekend
reason-damage-cut = het bestand houdt daar op
reason-damage-unpacking = wat er staat, kan niet uitgepakt worden
reason-damage-shape = wat er staat, is onmogelijk in een reservekopie
reason-damage-hash = de vingerafdruk van het geheel klopt niet
reason-damage-size = het zou tot meer uitgepakt worden dan een reservekopie van deze grootte
reason-damage-content = wat er staat, is niet echt of spreekt zichzelf tegen
reason-inside-home = een plaats in de map van dit knooppunt: ze zou er mee verloren gaan
reason-unknown-commune = geen gastorganisatie van de gids ligt in deze gemeente
reason-moment = een moment schrijft u als 2026-10-15T14:30
reason-months-backwards = de eerste maand komt na de laatste
reason-dimension = verdelen kan volgens: maand, kwartaal, jaar, permanentie, operator, gemeente, gewest, gastheer; met --local ook: categorie, vraag, resultaat, doorverwijzing, geslacht, leeftijd, duur, kanaal, toestel, taal, deelname
reason-format = de naam van het bestand zegt zijn vorm niet; hij eindigt op .xlsx, .csv of .json, of `--format` geeft ze
reason-region = een gewest is brussel, wallonie of vlaanderen
reason-only = een criterium schrijft u bijvoorbeeld als categorie=demarches of leeftijd=65-69,70-74
reason-only-local = die cijfers worden niet gepubliceerd; uw eigen cijfers splitst u zo op met `--local`
reason-weekday = het moet een weekdag zijn, zoals donderdag, of een datum zoals 2026-03-05

## Headings of columns and labels of lines

label-address = Adres
label-age = Leeftijd
label-appointment = Afspraak
label-approvals = Goedkeuringen
label-category = Categorie
label-channel = Plaats van de hulp
label-code = Code
label-commune = Gemeente
label-region = Gewest
label-date = Datum
label-day = Dag
label-decision = Beslissing
label-device = Toestel
label-devices = Toestellen
label-digest = Vingerafdruk
label-expires = Geldig tot
label-field = Kolom
label-exchange-language = Taal
label-gender = Gender
label-home = Map
label-host = Gastorganisatie
label-interval = Tussen
label-at-least = Minstens
label-at-most = Hoogstens
label-made-on = Gemaakt op
label-counted-by = Opgesplitst volgens
label-protection = Bescherming
label-question = Vraag
label-share = Aandeel
label-earlier = Ervoor
label-change = Verschil
label-inviter = Uitgenodigd door
label-kind = Soort
label-languages = Talen
label-last-exchange = Laatste uitwisseling
label-line = Regel
label-member = Lid
label-month = Maand
label-name = Naam
label-network = Netwerk
label-number = Nr.
label-operator = Operator
label-outcome = Resultaat
label-permanence = Permanentie
label-phone = Telefoon
label-quarter = Kwartaal
label-reason = Reden
label-reference = Referentie
label-role = Rol
label-slug = Korte naam
label-state = Toestand
label-suggestion = Misschien
label-next-sessions = Volgende zittingen
label-school-holidays = Schoolvakanties
label-timetable = Uurrooster
label-participation = Deelname
label-referral = Doorverwijzing
label-duration = Duur
label-type = Vraag
label-value = Waarde
label-visits = Bezoeken
label-wheelchair = Rolstoel
label-year = Jaar
label-service = Dienst
label-dysfunction = Probleem
label-operators = Operatoren
label-reports = Meldingen
label-since = Sinds
label-severity = Ernst
label-workaround = Uitweg
label-situation = Wat er gebeurt
label-backup = Reservekopie
label-keys = Sleutels
label-protected = Beschermd
label-part = Deel
label-rows = Regels
label-faults = Fouten
label-taken-over = Overgenomen
label-not-taken-over = Niet overgenomen
label-place = Plaats
label-why = Wat er mis is
label-sessions = Zittingen
label-event = Wat er gebeurde
label-volunteers = Vrijwilligers
label-insertion = Inschakeling
label-employees = Werknemers
label-turned-away = Geweigerd

## Values

value-yes = ja
value-no = neen
value-not-noted = niet genoteerd
value-unknown = onbekend
value-hidden = verborgen
value-keys-none = geen
value-protected = met een wachtzin
value-unprotected = neen
part-journals = journalen
part-facts = dit knooppunt
part-journal_forks = bewijzen van dubbele geschiedenissen
part-items = register
part-item_arrivals = volgorde van aankomst in het register
part-visits = bezoeken
part-sessions = zittingen
part-imports = overgenomen bestanden
part-imported_days = overgenomen dagen
part-closed_months = afgesloten maanden
part-trail = spoor van verbeteringen
part-invitations = uitnodigingen
part-join_requests = aanvragen
part-peers = buren
state-up-to-date = bijgewerkt
state-running = bezig
state-waiting = wacht
state-offline = niet verbonden
state-to-check = na te kijken

## What commands answer

dry-run-note = Alleen een proef: er is niets veranderd.
saved-to = Geschreven naar { $path }.
network-created = Het netwerk “{ $network }” is opgericht. { $operator } is het eerste lid.
network-created-next = Daarna: nodig een lid uit met `maillage member invite --for ORGANISATIE`, en blijf in contact met `maillage node run`.
join-question = Lid worden van het netwerk “{ $network }”, op uitnodiging van { $inviter }?
join-waiting = De aanvraag is verstuurd. Lees deze code telefonisch voor aan { $inviter }: { $code }
join-done = Welkom: { $operator } is lid van het netwerk “{ $network }”.
invitation-created = Uitnodiging voor { $name }, geldig tot { $expires }. Ze dient maar één keer.
invitation-next = Wie uitgenodigd is, typt: `maillage join UITNODIGING --operator ORGANISATIE`
invitation-revoked = De uitnodiging { $code } is ingetrokken.
invitations-none = Geen lopende uitnodigingen.
requests-none = Geen enkele aanvraag wacht op uw antwoord.
request-accept-question = Las { $name } u dezelfde code voor, { $code }? Aanvaarden?
request-accepted = { $name } wordt lid van het netwerk.
request-proposed = { $name } is voorgesteld; er ontbreekt nog { $count ->
        [one] { $count } goedkeuring.
       *[other] { $count } goedkeuringen.
    }
request-refused = De aanvraag van { $name } is geweigerd.
node-ready = { $operator } is in contact en luistert op { $address }. Ctrl-C om te stoppen.
node-resumed = Uw organisatie is niet meer geschorst.
node-stopping = Bezig met stoppen; alles wat genoteerd is, blijft bewaard.
node-disk-again = De schijf neemt weer aan wat geschreven wordt.
status-node-off = Het knooppunt draait niet: het nieuws wacht. Om in contact te blijven: `maillage node run`
status-alone = Er is geen buur verbonden; alles wat u noteert, vertrekt bij de volgende gelegenheid.
status-converged = { $count ->
        [one] { $count } buur weet hetzelfde als u.
       *[other] { $count } buren weten hetzelfde als u.
    }
status-good = Alles in orde.
sync-done = Uitwisseling klaar met { $count ->
        [one] { $count } lid.
       *[other] { $count } leden.
    }
host-added = De gastorganisatie { $slug } is toegevoegd.
hosts-none = Nog geen gastorganisatie. Om er een toe te voegen: `maillage host add --help`
permanence-added = De permanentie { $slug } is toegevoegd; het hele netwerk zal ze zien.
permanence-changed = De permanentie { $slug } is gewijzigd.
permanences-none = Geen enkele permanentie voldoet.
visit-recorded-undo = Een vergissing? `maillage visit delete { $number }`
visit-delete-question = Het bezoek { $number } ({ $request }, { $day }) voorgoed wissen?
visit-deleted = Het bezoek { $number } is gewist.
visits-none = Geen enkel bezoek voldoet.
visits-skipped = { $count ->
        [one] { $count } rij overgeslagen.
       *[other] { $count } rijen overgeslagen.
    }
month-close-question = { $month } afsluiten? De cijfers worden gepubliceerd en kunnen niet meer ingetrokken worden.
months-close-question = { $count ->
        [one] { $count } maand
       *[other] { $count } maanden
    } afsluiten? De cijfers worden gepubliceerd en kunnen niet meer ingetrokken worden.
publications-none = Er is nog niets gepubliceerd.
decisions-none = Er is nog niets beslist.
demo-step = Stap { $number } van { $total }: { $what }
demo-kept = De knooppunten zijn bewaard in { $path }. Om er een te bezoeken: `maillage --home { $path }/NAAM status`
backup-created = De reservekopie staat in { $path }.
backup-created-keys = Wie dit bestand heeft, kan namens uw organisatie spreken en uw notities lezen: bewaar het zoals een sleutel. Om het met een wachtzin te beschermen: `maillage backup create BESTAND --passphrase`
backup-created-protected = Zonder de wachtzin leest niemand dit bestand, u ook niet: bewaar ze elders.
backup-created-keyless = De sleutels zitten er niet in. Wie dit bestand heeft, leest toch uw notities, en zonder de sleutels volstaat het niet om dit knooppunt opnieuw te maken.
backup-sound = De reservekopie is volledig.
backup-sound-next = Om ze terug te zetten, in een lege map: `maillage --home MAP backup restore { $path }`
backup-sound-next-keyless = Om ze terug te zetten, in een lege map, met de map waar u de sleutels van het toestel bewaart: `maillage --home MAP backup restore { $path } --keys SLEUTELS`
backup-restored = Het knooppunt van { $operator } is terug, zoals het was op { $made }.
backup-restored-next = Start het oude niet meer. Dit knooppunt leest en noteert; het schrijft weer voor anderen zodra genoeg leden gezegd hebben tot waar het gekomen was: `maillage node run`
backup-restored-alone = Start het oude niet meer. Dit knooppunt schrijft weer: `maillage node run`
resume-question-stopped = Is de andere kopie van dit knooppunt voorgoed gestopt?
resume-question-alone = Is er sinds deze reservekopie niemand toegetreden, en is het oude knooppunt voorgoed gestopt?
resume-writes = Dit knooppunt schrijft weer.
resume-waits = Dit knooppunt wacht tot leden zeggen tot waar het geschreven had: { $met } van { $needed }.
resume-waits-next = Blijf in contact: `maillage node run`
resume-nothing = Niets houdt dit knooppunt tegen: het schrijft.
store-sound = Alles is in orde.
store-repair-question = De gegevens van dit knooppunt opnieuw maken uit wat nog gaaf is? Het beschadigde bestand blijft ernaast staan; tot andere leden gezegd hebben hoe ver het gekomen was, leest dit knooppunt, en noteert het zodra uw permanenties er zijn, maar schrijft het niets dat zij zouden zien.
store-repair-led = Er is niets beschadigd; wat nog ontbreekt, wordt eerst aan het lid van de uitnodiging gevraagd.
store-repair-nothing = Er is niets beschadigd: er is niets veranderd.
store-repaired = { $count ->
        [0] De gegevens zijn opnieuw gemaakt; er is niets verloren.
        [one] De gegevens zijn opnieuw gemaakt, op één regel na.
       *[other] De gegevens zijn opnieuw gemaakt, op { $count } regels na.
    }
store-repaired-anew = Er was niets meer te lezen; de gegevens beginnen opnieuw, en wat de leden kennen komt van hen terug.
store-repaired-next = Blijf in contact: `maillage node run`; dit knooppunt schrijft weer zodra genoeg leden gezegd hebben hoe ver het gekomen was.
store-repaired-alone = Zijn er andere leden: `maillage node run`; bent u alleen in het netwerk: `maillage backup resume --alone`
store-repair-kept = Het beschadigde bestand blijft bewaard zoals het is: { $path }
store-repair-lost = Bezoeken, sessies en afgesloten maanden die niet meer te lezen zijn, heeft niemand anders. Een reservekopie heeft ze misschien: zet die terug in een andere map met `maillage --home MAP backup restore BESTAND`, kijk met `maillage --home MAP visit list`, en noteer hier wat ontbreekt.
store-repair-doubtful = Bladzijden van het bestand zijn veranderd: een overgenomen bezoek kan fout zijn zonder dat het te zien is. Vergelijk met uw bladen of een reservekopie.
prune-done = { $count ->
        [one] Eén paginawijziging die een momentopname vervangt, wordt niet meer bewaard
       *[other] { $count } paginawijzigingen die momentopnamen vervangen, worden niet meer bewaard
    }, { $bytes } bytes.
prune-nothing = Dit knooppunt bewaart niets te veel.
prune-snapshot = { $count ->
        [one] Uw pagina begint opnieuw met een momentopname die één wijziging vervangt.
       *[other] Uw pagina begint opnieuw met een momentopname die { $count } wijzigingen vervangt.
    }
prune-snapshot-next = Ze verdwijnen vanzelf zodra een meerderheid van de leden heeft bevestigd wat vastligt. Heeft een ander apparaat van uw organisatie de pagina gewijzigd zonder te synchroniseren, doe die wijziging daar dan opnieuw. Blijf in contact: `maillage node run`
prune-changes-next = { $count ->
        [one] Uw pagina kreeg één wijziging sinds haar laatste momentopname.
       *[other] Uw pagina kreeg { $count } wijzigingen sinds haar laatste momentopname.
    } Om ze door een momentopname te vervangen: `maillage store prune --snapshot`

## Progress of long work

progress-join-asking = Aanvraag om toe te treden
progress-sync-peers = Uitwisseling met de andere leden
progress-import-rows = Regels lezen
progress-import-writing = Opslaan
progress-close-months = Maanden afsluiten
progress-backup-write = Reservekopie schrijven
progress-backup-read = Reservekopie nakijken
progress-store-check = Gegevens nakijken
progress-store-repair = Overnemen wat gaaf is
progress-working = Bezig

## The demonstration's steps

demo-begins = Een netwerk van { $count } verzonnen operatoren, alleen op deze computer.
demo-network-name = Demonstratienetwerk
demo-step-found = de eerste operator richt het netwerk op
demo-step-join = de anderen worden uitgenodigd, vragen om toe te treden en worden aanvaard
demo-step-record = elk voert zijn permanenties, zittingen en bezoeken in
demo-step-publish = elk sluit zijn maanden af, de toegelaten cijfers worden gepubliceerd
demo-step-meet = de knooppunten wisselen uit tot ze hetzelfde tonen
demo-figures = { $shown } cijfers gepubliceerd ({ $visits } bezoeken), { $hidden } verborgen.
demo-dysfunction = Samen gemeld: { $service }, { $kind } ({ $reports ->
        [one] { $reports } melding
       *[other] { $reports } meldingen
    } van { $operators ->
        [one] { $operators } operator
       *[other] { $operators } operatoren
    }).
demo-situation = De bevestigingscode komt niet aan
demo-converged = Alle knooppunten tonen hetzelfde, na { $seconds } seconden.
demo-not-converged = De knooppunten tonen niet hetzelfde.
demo-talk = De knooppunten blijven open. Om met ze te praten, in een andere terminal (de dag staat er vast met MAILLAGE_CLOCK=2026-10-15):
demo-stop = Ctrl-C stopt ze en wist alles.
label-view = Zicht
label-process = Proces
label-entries = Items
## Permanences, records and figures

arg-permanence-status = Stadium van de permanentie: active, suspendue, fermee…
dry-run-answer = { $sentence } (Alleen een proef: er is niets gewijzigd.)
host-next = Daarna de permanentie: `maillage permanence add KORTE-NAAM --name NAAM --host { $slug } --timetable UREN`
permanence-next = Om ze te bekijken: `maillage permanence show { $slug }`
permanences-next = Alles over een permanentie: `maillage permanence show KORTE-NAAM`
permanences-own-none = Nog geen permanentie. Om er een toe te voegen: `maillage permanence add --help`
permanences-taken = Nieuwe of gewijzigde permanenties: { $permanences }; gastorganisaties: { $hosts }; rijen die al bekend waren: { $unchanged }.
permanences-taken-none = Geen enkele rij van het bestand is van de operator “{ $operator }”.
directory-day = Open op { $day }:
directory-next = De fiche van een permanentie: `maillage directory show KORTE-NAAM`
verified-ago = { $days ->
        [0] vandaag
        [1] gisteren
       *[other] { $days } dagen geleden
    }
verified-never = nooit
source-device = toestel { $device }, regel { $entry } van zijn journaal
sessions-taken = Zittingsbladen toegevoegd: { $added }; vervangen: { $replaced }; al bekend: { $unchanged }.
sessions-expected-none = Geen zitting verwacht of genoteerd in die maand.
sessions-holidays-unknown = De schoolvakanties zijn slechts bekend tot { $until }: na die datum worden sessies van { $permanence } ook tijdens de vakantie verwacht. Als een sessie niet doorgaat, zeg het met `maillage session close`.
sessions-accounted = Verwachte zittingen waarvan bekend is wat ervan geworden is: { $accounted } van { $expected }.
sessions-next = Die waarvan niets bekend is: `maillage session missing`
session-without-sheet = geen blad
session-to-come = komt nog
session-by-visits = bezoeken genoteerd
missing-none = Er ontbreekt geen verwachte zitting.
missing-next = Zeg wat van elk geworden is, `maillage session close --permanence KORTE-NAAM --date DAG` (met `--empty` als niemand kwam, `--cancelled REDEN` als ze niet doorging); of neem hun bladen over uit een bestand, `maillage session import BESTAND`
sessions-taken-next = Als de maand voorbij is: `maillage month close`
visits-taken = Bezoeken overgenomen: { $rows }; zittingen: { $days }; vervangen bezoeken: { $replaced }.
visits-taken-next = Om ze na te lezen: `maillage visit list`
visits-already = Dit bestand is al overgenomen: er is niets toegevoegd.
visits-already-next = Om te vervangen wat het bracht: `maillage visit import { $file } --replace-days`
visit-noted = Genoteerd ({ $count }e van de zitting): { $request }, { $outcome }, { $permanence }, { $day }.
visit-noted-number = Nr. { $number }
visit-corrected = Bezoek { $number } is verbeterd: { $request }, { $outcome }, { $permanence }, { $day }.
visit-late = De cijfers van die maand zijn al gepubliceerd en veranderen niet meer; het bezoek telt mee in een latere, ruimere periode.
visits-more = De { $shown } recentste van { $total }; voor alle, voeg `--limit { $limit }` toe
visits-next = Om te verbeteren: `maillage visit amend NUMMER --outcome RESULTAAT`; om te wissen: `maillage visit delete NUMMER`
record-begins = { $permanence }, { $day }: { $count ->
        [0] nog geen bezoek genoteerd.
        [one] { $count } bezoek genoteerd.
       *[other] { $count } bezoeken genoteerd.
    }
record-keys = Een cijfer, of het begin van een woord en dan Enter. “=”: nog eens hetzelfde; “-”: het laatste terugnemen; “,”: aanvullen (leeftijd, gender…); “?”: deze hulp; “0”: einde.
record-prompt = { $question }: { $typed }
record-question-permanence = Permanentie
record-question-need = Vraag
record-question-outcome = Resultaat
record-question-detail = Aanvullen (Enter: niets meer)
record-noted = Genoteerd, { $count }e van de zitting: { $request }, { $outcome }.
record-completed = Aangevuld: { $field }, { $value }.
record-taken-back = Teruggenomen: { $request }, { $outcome }. { $count ->
        [0] Er blijft geen bezoek over.
        [one] Er blijft { $count } bezoek over.
       *[other] Er blijven { $count } bezoeken over.
    }
record-nothing-before = Hiervoor is hier geen bezoek genoteerd. Een ouder: `maillage visit list`
record-wrong-key = Die toets kan hier niet. { $last ->
        [0] Backspace wist de laatste letter.
       *[other] Mogelijk: 1 tot { $last }, letters, Backspace, “?” voor hulp, “0” voor het einde.
    }
record-ends = { $noted ->
        [0] Niets genoteerd
        [one] { $noted } bezoek genoteerd
       *[other] { $noted } bezoeken genoteerd
    }; { $permanence } heeft er die dag { $count }.
record-ends-next = Is de zitting voorbij? `maillage session close --permanence { $permanence } --date { $day }`
detail-age = Geschatte leeftijd
detail-gender = Gender
detail-duration = Duur in minuten
detail-language = Taal
detail-participation = Aandeel van de persoon
detail-device = Toestel
detail-channel = Plaats van de hulp
detail-referral = Doorverwezen naar (Enter: overslaan)
session-opened = Zitting geopend: { $permanence }, { $day }; aan het werk: { $people }.
session-opened-next = Om de bezoeken te noteren: `maillage record --permanence { $permanence } --date { $day }`
session-closed = { $permanence }, { $day }: { $status }; bezoeken: { $count }; aan het werk: { $people }; geweigerd: { $away }.
session-closed-next = Alle bladen: `maillage session list`
sessions-none = Geen enkel zittingsblad voldoet.
sessions-more = De { $shown } recentste van { $total }; voor alle, voeg `--limit { $limit }` toe
sessions-open = Er zijn nog geplande zittingen te regelen: `maillage session close --permanence KORTE-NAAM --date DAG`
tally-already-next = Om te vervangen wat het bracht: `maillage visit tally { $file } --replace-days`
grid-title = { $permanence }, { $day }: een streepje per bezoek
grid-next = Na de zitting, een regel per ingevuld vakje (permanence, date, type, resultat, nombre): `maillage visit tally BESTAND`
history-imported = { $count ->
        [one] { $count } bezoek uit een bestand overgenomen
       *[other] { $count } bezoeken uit een bestand overgenomen
    }
history-amended = bezoek { $number } verbeterd
history-deleted = bezoek { $number } gewist
history-replaced = { $permanence }: { $count ->
        [one] { $count } bezoek vervangen door die van een ander bestand
       *[other] { $count } bezoeken vervangen door die van een ander bestand
    }
history-closed-partial = { $month } afgesloten zonder al haar zittingen ({ $reason })
history-closed = { $month } afgesloten
history-none = Hier is niets overgenomen, verbeterd of gewist.
history-next = Dit spoor blijft op deze computer. Dat van één bezoek: `maillage visit history NUMMER`
close-preview = Dit zou gepubliceerd worden; al de rest blijft op deze computer.
months-published = Maanden afgesloten en gepubliceerd: { $months }; getoonde cijfers: { $shown }; verborgen: { $hidden }.
month-partial = { $count ->
        [one] { $month } wordt afgesloten hoewel { $count } zitting ontbreekt ({ $reason }).
       *[other] { $month } wordt afgesloten hoewel { $count } zittingen ontbreken ({ $reason }).
    }
partial-lost-sheets = bladen verloren
partial-staff-away = ploeg afwezig
partial-first-month = eerste maand
partial-kept-elsewhere = genoteerd in een ander systeem
partial-other = andere reden
months-published-next = Om ze te zien zoals iedereen ze ziet: `maillage publication list`
publications-next = De cijfers van een periode: `maillage publication show OPERATOR PERIODE`
publication-title = { $operator }, { $period }
publication-source = Gepubliceerd door { $source }.
publication-partial = Bij u afgesloten hoewel er zittingen ontbraken: { $reason }. De andere leden zien dat niet.
publication-anchored = Het register van het netwerk heeft het vastgelegd: dit verandert niet meer.
publication-not-anchored = Het register van het netwerk heeft het nog niet vastgelegd.
publication-disputed = Er zijn twee verschillende inhouden gepubliceerd: geen van beide telt.
publication-next = De cijfers van het hele netwerk: `maillage stats`
dysfunction-ask-service = Welke dienst? [{ $codes }]
dysfunction-ask-kind = Wat loopt er mis? [{ $codes }]
dysfunction-ask-severity = Hoe ernstig? [{ $codes }]
dysfunction-text-question = Deze tekst gaat naar alle leden en kan niet teruggehaald worden: “{ $text }”. Wijst hij echt niemand aan?
dysfunction-reported = Gemeld: { $service }, { $kind }, { $severity }. { $operators ->
        [1] Niemand anders heeft het tot nu toe gemeld.
       *[other] { $operators } operatoren hebben het gemeld.
    }
dysfunction-number = Code { $code }.
dysfunction-reported-next = Als de dienst verwittigd is: `maillage dysfunction amend { $code } --state signale`; als hij weer werkt: `maillage dysfunction close { $code }`
dysfunction-changed = De melding { $code } is gewijzigd: { $service }, { $kind }, { $severity }, { $state }.
dysfunction-changed-next = Om ze terug te zien: `maillage dysfunction show { $code }`
dysfunction-withdraw-question = De melding { $code } ({ $service }, { $kind }) intrekken?
dysfunction-withdrawn = De melding { $code } is ingetrokken: niemand toont ze nog.
dysfunctions-none = Geen melding komt overeen. Om er een te maken: `maillage dysfunction report --help`
dysfunctions-next = Alles over een groep: `maillage dysfunction show VERWIJZING`; een dossier om af te geven: `maillage dysfunction export`
dysfunction-title = { $service }: { $kind }
dysfunction-together = { $reports ->
        [one] { $reports } melding
       *[other] { $reports } meldingen
    } van { $operators ->
        [one] { $operators } operator
       *[other] { $operators } operatoren
    }, sinds { $since }; in het ergste geval: { $severity }; { $states }.
dysfunction-state-count = { $state }: { $count }
dysfunction-show-next = Om u aan te sluiten: `maillage dysfunction report { $service } { $kind } --severity ERNST`
dossier-title = Disfuncties van digitale diensten
dossier-intro = Gemeld door de operatoren van het netwerk “{ $network }”. Toestand op { $day }.
dossier-note = Een melding komt van een operator; achter elk kunnen meerdere mensen staan, en niemand wordt aangewezen. “Sinds” is de eerste dag die een operator zich herinnert.
dossier-situations = Situaties uit de praktijk:
dossier-none = Geen meldingen.
dossier-workarounds = Hoe de mensen zich redden: { $workarounds }.
state-disputed = tegenstrijdig
state-published = gepubliceerd
figures-coverage = Dekking: operatoren { $operators } van { $operators_expected }; permanenties { $permanences } van { $permanences_expected }; { $period }.
figures-title = Cijfers van het netwerk
sheet-figures = Cijfers
sheet-about = Over deze cijfers
question-kept = De vraag is bewaard: `maillage stats --saved { $name }`
question-forgotten = De vraag { $name } is vergeten.
question-again = Ze was: maillage stats { $words }
questions-none = Er is geen vraag bewaard.
questions-none-next = Om er een te bewaren: `maillage stats --by maand --save KORTE-NAAM`
questions-next = Om er een te stellen: `maillage stats --saved NAAM`; om ze te vergeten: `maillage stats --forget NAAM`
figures-earlier = De periode ervoor:
figures-period = periode: { $from } – { $to }
figures-no-period = geen gepubliceerde maand
figures-complete = Er ontbreekt geen enkele maand.
figures-missing = Er ontbreekt: { $missing }
figures-missing-months = { $name } ({ $months })
figures-missing-all = { $name } (heeft nog niets gepubliceerd)
figures-disputed = Tweemaal met verschillende inhoud gepubliceerd, dus zonder gevolg: { $missing }
months-span = { $from } – { $to }
figures-protection = Cijfers van 0 tot { $most } zijn verborgen zodat niemand herkend wordt, en andere waarmee ze te vinden zouden zijn. Het zijn bezoeken, geen personen.
figures-local = RUWE CIJFERS van uw organisatie, niet beschermd: niet verspreiden.
figures-none = Geen cijfers voor deze vraag.
figures-between = tussen { $least } en { $most }
figures-at-least = minstens { $least }
figures-hidden = { $count ->
        [one] { $count } verborgen cijfer
       *[other] { $count } verborgen cijfers
    }
figures-next = Om anders te verdelen: `maillage stats --by permanentie,maand`
figures-next-close = Om uw ontbrekende maanden te publiceren: `maillage month close --all-before { $day }`
figures-next-others = Nog niet afgesloten door { $names }.
quarter-long = { $quarter }e kwartaal { $year }
label-hidden = Verborgen
label-shown = Getoond
label-source = Aangekondigd door
label-verified = Nagekeken
## Members, node and state

moment-utc = { $day }, { $time } UTC
label-smallest-figure = Kleinste gepubliceerde getal
label-for-whom = Voor
label-approvals-needed = Vereiste akkoorden
label-permanences = Permanenties
label-made = Gemaakt
label-received = Ontvangen
label-sent = Verzonden
label-sponsor = Voorgedragen door
label-comparison-code = Te vergelijken code
label-node = Knooppunt
label-visits-here = Bezoeken hier genoteerd
label-decisions = Beslissingen
label-addresses = Adressen
label-last-error = Laatste moeilijkheid
label-proposer = Voorgesteld door
label-acknowledged = Bevestigd door
label-ordered-by = In volgorde gezet door
label-parent = Vorige
role-me = u
role-secretary = secretaris
network-size = { $name } ({ $members ->
        [0] geen leden
        [one] { $members } lid
       *[other] { $members } leden
    }, { $permanences ->
        [0] geen permanenties
        [one] { $permanences } permanentie
       *[other] { $permanences } permanenties
    })
operator-joining = { $operator }, wacht op toetreding
operator-refused = { $operator }, aanvraag geweigerd
node-running = draait
node-off = gestopt
node-received = Ontvangen: { $entries ->
        [one] { $entries } item
       *[other] { $entries } items
    } en { $items ->
        [one] { $items } akte
       *[other] { $items } akten
    } van het register.
next-node-run = Daarna: `maillage node run`
join-next = Daarna: laat `maillage node run` draaien; u bent lid zodra uw aanvraag aanvaard is.
next-joining = Uw aanvraag wacht. Lees deze code telefonisch voor aan { $inviter }: { $code }
next-refused = Uw aanvraag werd geweigerd. Bel { $inviter }; met een nieuwe uitnodiging: `maillage join UITNODIGING --operator ORGANISATIE --home MAP`
next-requests = { $count ->
        [one] { $count } aanvraag wacht op uw antwoord: `maillage member requests`
       *[other] { $count } aanvragen wachten op uw antwoord: `maillage member requests`
    }
next-invite = U bent het enige lid. Om uit te nodigen: `maillage member invite --for ORGANISATIE`
next-sessions = { $count ->
        [one] Van { $count } recente zitting is niet bekend wat ervan geworden is. Zie `maillage session missing`
       *[other] Van { $count } recente zittingen is niet bekend wat ervan geworden is. Zie `maillage session missing`
    }
school-french = Franse Gemeenschap
school-flemish = Vlaamse Gemeenschap
school-known = { $calendar }, bekend tot { $until }
school-unconfirmed = { $calendar }, bekend tot { $until }, te bevestigen
next-permanence = Er is nog geen permanentie aangekondigd. Om er een toe te voegen: `maillage permanence add --help`
invitation-code = Haar code, om ze terug te vinden of in te trekken: { $code }
invitation-keep-running = Uw knooppunt moet draaien om de aanvraag te ontvangen: `maillage node run`
invitation-without-address = Opgelet: deze uitnodiging zegt niet waar u te bereiken bent, want uw knooppunt heeft nog nooit gedraaid. Start `maillage node run` en maak daarna een nieuwe uitnodiging.
invitation-state-open = open
invitation-state-used = gebruikt
invitation-state-revoked = ingetrokken
invitation-state-expired = vervallen
request-state-waiting = wacht op uw antwoord
request-state-approved = door u aanvaard
request-state-refused = geweigerd
request-to-be-ordered = { $name } heeft alle akkoorden; het knooppunt van de secretaris moet de beslissing nog inschrijven.
requests-next-sponsored = Een code met een voordrager is die van het voorstel: de nieuwkomer ziet ze niet. Vraag de voordrager of de zijne per telefoon vergeleken is, en dan: `maillage member accept CODE`
requests-next = Vergelijk de code telefonisch, daarna: `maillage member accept CODE`
status-exchanging = { $count ->
        [one] { $count } buur verbonden; de uitwisseling is bezig.
       *[other] { $count } buren verbonden; de uitwisseling is bezig.
    }
status-halted = Het netwerk kan niets meer beslissen: twee beslissingen spreken elkaar tegen. Zie `maillage decision list`
status-needs-update = Een deel van het netwerk vraagt een recentere versie van Maillage.
status-alarms = Alarm: een fout van het programma heeft de pagina van { $operators } stilgezet zoals zij was. Niemand treft schuld en niets is verloren. Werk `maillage` bij, en meld het met het logboek van het knooppunt (`MAILLAGE_LOG=error`)
status-restored-waiting = Dit knooppunt komt van een reservekopie, een kopie of een herstelling en schrijft niets dat anderen zien: { $met } van { $needed } leden hebben gezegd tot waar het gekomen was. Blijf in contact: `maillage node run`
status-restored-alone = Dit knooppunt komt van een reservekopie, een kopie of een herstelling, en niemand anders kan zeggen tot waar het gekomen was. Bent u alleen in het netwerk: `maillage backup resume --alone`
status-restored-settling = Dit knooppunt komt van een reservekopie, een kopie of een herstelling: het schrijft, maar publiceert pas cijfers als het netwerk vastgelegd heeft wat het sindsdien schreef.
status-copy-running = Een ander knooppunt schrijft met de sleutel van dit toestel; dit schrijft niet meer. Zet het andere voorgoed stop, en dan: `maillage backup resume`
status-own-fork = Twee verschillende geschiedenissen van dit toestel zijn ondertekend: het schrijft niet meer. Kom binnen als een ander toestel, in een andere map: met een toestel dat de hoofdsleutel heeft, daar `maillage device pair`; of met het herstelblad (`maillage recovery sheet`), `maillage --home MAP recover BLAD --name NAAM`
status-damaged = Gegevens van dit knooppunt zijn beschadigd. Bekijk welke: `maillage store check`
status-disk-full = De schijf is vol: dit knooppunt schrijft niets meer. Maak plaats; daarna schrijft het vanzelf weer.
status-disk-failed = De schijf weigerde te schrijven ({ $why }): dit knooppunt probeert het vanzelf opnieuw. Controleer de schijf; duurt het voort, stop het knooppunt en start het weer: `maillage node stop`, daarna `maillage node run`.
sync-nobody = Voorlopig niemand om mee uit te wisselen.
decisions-pending = { $count ->
        [one] { $count } voorstel wacht nog. Zie `maillage decision pending`
       *[other] { $count } voorstellen wachten nog. Zie `maillage decision pending`
    }
decision-found = { $operator } richt het netwerk “{ $network }” op.
decision-admit = { $operator } treedt toe tot het netwerk.
decision-hold = Voor { $operator } beslist het toestel { $governing } en publiceert { $publishing }.
decision-remove = { $operator } is uit het netwerk gezet. Wat het daarvoor publiceerde, blijft en draagt die vermelding.
decision-leave = { $operator } verlaat het netwerk. Wat het daarvoor publiceerde, blijft en draagt die vermelding.
decision-suspend = { $operator } antwoordt niet meer en telt niet mee voor meerderheden, tot het terugkomt.
decision-resume = { $operator } is terug en telt opnieuw mee.
decision-replace-key = { $operator } heeft een nieuwe hoofdsleutel. Het toestel { $device } beslist en publiceert ervoor.
decision-policy = De regels veranderen: een cijfer wordt getoond vanaf { $k } bezoeken; een toelating vraagt het akkoord van een lid op { $share }, en van minstens { $least }.
decision-relays = Relais van het netwerk: { $relays }.
decision-no-relays = Geen relais meer.
decision-relays-change = Ook de lijst van relais verandert.
decision-revocation = Het toestel { $device } spreekt niet meer voor { $operator }. Wat het na regel { $entry } schreef, telt niet, behalve wat al vastlag.
decision-objection = De vroegere hoofdsleutel van { $operator } verzet zich tegen zijn vervanging, die vervalt.
decision-install = { $operator } houdt voortaan het register bij (termijn { $term }).
decision-anchor = { $count ->
        [one] Het journaal van { $count } toestel ligt vast: zijn verleden verandert niet meer.
       *[other] De journalen van { $count } toestellen liggen vast: hun verleden verandert niet meer.
    }
view-digest-of = Vingerafdruk van { $entries } items en { $items } akten van het register. Twee leden die hetzelfde weten, hebben dezelfde.
problem-invitation-not-known = { $inviter } kent deze uitnodiging niet.
    .why = Misschien werd ze op een ander toestel gemaakt, of werden zijn gegevens vervangen.
    .next = vraag een nieuwe, daarna `maillage join UITNODIGING --operator ORGANISATIE`
node-stop-asked = Het knooppunt stopt.
difficulty-unreachable = antwoordt niet
difficulty-cut = uitwisseling afgebroken
difficulty-protocol = volgde de regels niet
difficulty-own = moeilijkheid op deze computer
reason-not-a-store = dit bestand is niet de opslag van een knooppunt
reason-store-is-folder = het is een map, niet het bestand met de gegevens: verplaats ze eerst
reason-store-gone = de sleutels zijn er, maar niet de gegevens die erbij horen
reason-nobodys-store = de gegevens zeggen niet meer van wie ze zijn
reason-no-address = de uitnodiging zegt niet waar de uitnodigende organisatie te bereiken is
label-term = Termijn
label-rule = Regel
label-before = Vandaag
label-after = Voorgesteld
label-counts-to = Telt tot regel
label-held-to = Hier gekend tot
label-breach = Wat bewezen is
label-entry = Regel van het journaal
label-setting = Instelling
label-meaning = Betekenis
rule-smallest-figure = Kleinste getoonde cijfer
rule-admission-share = Toelating: een lid op
rule-admission-least = Toelating: minstens
rule-relays = Relais
standing-suspended = geschorst
standing-left = voormalig lid, vertrokken
standing-removed = voormalig lid, uitgesloten
matter-approvals = { $given } van { $needed }: { $names }
matter-rejected = door u afgewezen
matter-waits-for-you = wacht op uw antwoord
matter-waits-for-secretary = wacht tot het knooppunt van de secretaris het inschrijft
matter-waits-for-others = { $count ->
        [one] wacht op { $count } ander akkoord
       *[other] wacht op { $count } andere akkoorden
    }
matter-decided = Het is beslist: { $sentence }
propose-question = { $sentence } Dit voorstellen?
propose-would-need = { $count ->
        [one] Daarvoor is het akkoord van { $count } lid nodig.
       *[other] Daarvoor is het akkoord van { $count } leden nodig.
    }
proposed = Voorstel { $code }: { $sentence }
proposed-to-be-ordered = Het heeft al zijn akkoorden; het knooppunt van de secretaris moet het nog inschrijven.
proposed-missing = { $count ->
        [one] Er ontbreekt nog { $count } akkoord.
       *[other] Er ontbreken nog { $count } akkoorden.
    }
proposed-next = De andere leden keuren het zo goed: `maillage decision approve { $code }`
approve-question = { $sentence } Dit goedkeuren?
approve-proposal-question = { $proposer } stelt voor: { $sentence } Dit goedkeuren?
approve-door-question = { $sentence } Dit goedkeuren, als de code { $code } aan de andere kant dezelfde is?
approved = Uw akkoord is gegeven: { $sentence }
rejected = Niet meer bij wat op u wacht: { $sentence }
rejected-door = Aanvraag geweigerd: { $sentence }
rejected-next = Niemand wordt verwittigd. Om het toch goed te keuren: `maillage decision approve { $code }`
pending-none = Er wacht niets.
pending-next = Om te antwoorden: `maillage decision approve CODE` of `maillage decision reject CODE`
pending-rejected = { $count ->
        [one] { $count } zaak die u afwees wordt niet getoond. Zie `maillage decision pending --all`
       *[other] { $count } zaken die u afwees worden niet getoond. Zie `maillage decision pending --all`
    }
pending-to-order = U houdt het register bij en inschrijven gebeurt met de hand: `maillage decision order`
withheld-head = De secretaris lijkt het journaal van het toestel { $device } achter te houden, van vóór regel { $entry }; dat zeggen: { $members }
withheld-item = De secretaris lijkt { $code } achter te houden; dat zeggen: { $members }
withheld-next = Spreek hem aan; als het blijft duren, vertrouw het register aan een ander toe: `maillage decision propose secretary LID`
order-question = { $count ->
        [one] { $count } beslissing in het register inschrijven?
       *[other] { $count } beslissingen in het register inschrijven?
    }
order-would = { $count ->
        [one] { $count } beslissing zou ingeschreven worden.
       *[other] { $count } beslissingen zouden ingeschreven worden.
    }
order-nothing = Er is niets in te schrijven.
decisions-void = { $count ->
        [one] { $count } beslissing van een vorige termijn bleef zonder gevolg en kan opnieuw voorgesteld worden.
       *[other] { $count } beslissingen van vorige termijnen bleven zonder gevolg en kunnen opnieuw voorgesteld worden.
    }
next-decisions = { $count ->
        [one] { $count } beslissing wacht op uw antwoord. Zie `maillage decision pending`
       *[other] { $count } beslissingen wachten op uw antwoord. Zie `maillage decision pending`
    }
next-halted = Overleg met de andere leden en vertrouw het register aan een van hen toe: `maillage decision propose secretary LID`
next-suspended = Om uw organisatie opnieuw te laten meetellen: `maillage decision propose resume`
next-former = Uw eigen bezoeken blijven op deze computer: `maillage visit list`
status-former = Uw organisatie maakt geen deel meer uit van het netwerk. Wat ze daarvoor publiceerde, blijft er met die vermelding.
status-about-own = Er is een beslissing over uw eigen organisatie voorgesteld: ze verwijderen, schorsen, of een andere hoofdsleutel geven. Als u daar niet om vroeg, bel dan meteen de andere leden; lees ze: `maillage decision pending`
status-suspended = Uw organisatie is geschorst: ze telt niet mee en keurt niets goed.
status-turned-away = { $count ->
        [one] Het knooppunt van { $count } lid aanvaardt geen uitwisseling met dit toestel: voor dat lid maakt uw organisatie geen of geen deel meer uit van het netwerk. Vraag het; het ziet de beslissing met `maillage decision list`
       *[other] De knooppunten van { $count } leden aanvaarden geen uitwisseling met dit toestel: voor hen maakt uw organisatie geen of geen deel meer uit van het netwerk. Vraag het hun; ze zien de beslissing met `maillage decision list`
    }
status-halted-between = Het netwerk kan niets meer beslissen: na beslissing { $after } spreken { $count } beslissingen elkaar tegen. Getekend door: { $signers }
status-withheld = { $count ->
        [one] De secretaris lijkt { $count } zaak achter te houden. Zie `maillage decision pending`
       *[other] De secretaris lijkt { $count } zaken achter te houden. Zie `maillage decision pending`
    }
status-evidence = { $count ->
        [one] { $count } bewijs tegen een toestel. Zie `maillage evidence list`
       *[other] { $count } bewijzen tegen toestellen. Zie `maillage evidence list`
    }
difficulty-not-a-member = rekent u niet tot de leden
breach-fork = Twee verschillende geschiedenissen van zijn journaal
breach-several-decisions = Verschillende beslissingen na één enkele
breach-invalid-decision = Een beslissing die een regel overtreedt
breach-several-branches = Bevestigde twee tegenstrijdige vervolgen van het register
breach-several-installations = Tekende voor twee secretarissen in één termijn
breach-against-acknowledgement = Stelde een secretaris aan tegen wat het bevestigd had
breach-refused-change = Een wijziging van een pagina die de regels weigeren
evidence-none = Geen bewijs tegen niemand.
evidence-next = Om er een te bekijken of door te geven: `maillage evidence show CODE`, `maillage evidence export BESTAND`
evidence-consequence = Een bewijs verandert op zich niets: de leden oordelen, bijvoorbeeld met `maillage decision propose remove LID`
evidence-exported = { $count ->
        [one] { $count } bewijs, met de ondertekende bytes: iedereen kan het nagaan zonder dit knooppunt.
       *[other] { $count } bewijzen, met de ondertekende bytes: iedereen kan ze nagaan zonder dit knooppunt.
    }
setting-govern-auto-on = Als het het register bijhoudt, schrijft dit knooppunt vanzelf in wat zijn akkoorden heeft.
setting-govern-auto-off = Als het het register bijhoudt, schrijft dit knooppunt niets vanzelf in.
config-order-next = Om in te schrijven wat wacht: `maillage decision order`
reason-impossible-rules = een cijfer wordt pas vanaf minstens 5 bezoeken getoond, en een toelating vraagt een lid op een aantal van minstens 1
reason-too-many-relays = te veel relais, of een te lang adres
reason-decided-before = hetzelfde werd al beslist
reason-no-member = deze organisatie is geen lid
reason-branch-may-stand = misschien bevestigde een meerderheid een vervolg van het register dat zo verlaten zou worden
operator-former = { $operator } (voormalig lid)
worth-proved = bewezen door de handtekeningen alleen
worth-signed = wel degelijk getekend door dit toestel; de overtreden regel blijkt samen met het register
worth-nothing = bewijst niets

## Devices, keys and recovery

help-device = De toestellen van uw organisatie
help-device-after = Een nieuw toestel: `maillage device pair` op dit toestel, dan `maillage device pair CODE --name NAAM` op het nieuwe, dan `maillage device accept CODE` hier.
help-device-list = De lijst van uw toestellen, en van die welke vragen er een te worden
help-device-pair = Zonder code: er een maken, vijftien minuten geldig; met een code: van deze computer een toestel meer maken
help-device-accept = Een toestel aanvaarden, na vergelijking van zijn code
help-device-hold = Zeggen welk toestel beslist en welk publiceert
help-device-rename = Een toestel een andere naam geven
help-device-revoke = Verklaren dat een verloren of weggegeven toestel niet meer voor u spreekt
role-revoked = ingetrokken
revoke-question = Het toestel “{ $name }” spreekt nooit meer voor u; wat het na notitie { $entry } schreef, telt niet. Akkoord?
device-revoked = Het toestel “{ $name }” ({ $code }) is ingetrokken na zijn notitie { $entry }.
problem-device-self = Dit toestel kan zichzelf niet intrekken.
    .why = Het zou niet meer met de anderen praten, en zou dat niemand meer kunnen zeggen.
    .next = op een ander toestel van uw organisatie: `maillage device revoke TOESTEL`; of, met het herstelblad, op een nieuwe computer: `maillage recover BLAD --name NAAM`
problem-device-revoked-already = Het toestel “{ $name }” is al ingetrokken.
    .why = Het spreekt niet meer voor u; een tweede intrekking zou daar niets aan toevoegen.
    .next = bekijk uw toestellen: `maillage device list`
problem-device-acts = Het toestel “{ $name }” beslist of publiceert voor uw organisatie.
    .why = Zonder zou niemand het doen: eerst moet een ander toestel die rol overnemen.
    .next = geef de rol aan een ander: `maillage device hold --governs TOESTEL --publishes TOESTEL`, en begin opnieuw
help-key = De sleutels van deze computer
help-key-status = Waar de sleutels zijn, en of de hoofdsleutel een wachtzin heeft
help-key-protect = De hoofdsleutel een wachtzin geven, ze veranderen of wegnemen
help-key-protect-after = De hoofdsleutel is de identiteit van uw organisatie: hij certificeert haar toestellen. Met een wachtzin volstaat een gestolen computer niet meer om hem te gebruiken; ze wordt alleen gevraagd om van toestellen te veranderen, nooit voor het dagelijkse werk. Vergeten is verloren. Met `--passphrase-stdin` leest een regel van de invoer de huidige wachtzin als er een is, dan een de nieuwe.
help-key-rotate-endpoint = De sleutel vervangen die de verbindingen beveiligt, terwijl het knooppunt stilligt
help-recovery = Het herstelblad, om af te drukken en veilig te bewaren
help-recovery-sheet = Het herstelblad maken, als tekst of als pagina om af te drukken
help-recovery-sheet-after = Voorbeeld: `maillage recovery sheet --html --output blad.html`. Heeft de hoofdsleutel een wachtzin, dan draagt het blad de gesloten sleutel, die alleen daarmee opengaat.
help-recover = Terugkomen op een nieuwe computer, met het herstelblad
help-recover-after = Zonder bestand worden de regels van het blad een voor een getypt. De genoteerde bezoeken staan niet op het blad.
value-device = TOESTEL
arg-pairing-code = De code die op het andere toestel gemaakt is, het bestand waarin hij staat, of - om hem van de invoer te lezen
arg-device-name = Naam van het toestel, bijvoorbeeld “laptop onthaal”
arg-pairing-request-code = Korte code die het nieuwe toestel toont
arg-own-device = Het toestel, met zijn naam of zijn korte code
arg-governs = Het toestel dat voortaan beslist, met zijn naam of zijn korte code
arg-publishes = Het toestel dat voortaan publiceert, met zijn naam of zijn korte code
arg-passphrase-remove = De wachtzin wegnemen
arg-passphrases-stdin = Van de invoer lezen, een per regel: de huidige wachtzin als er een is, dan de nieuwe
arg-sheet-html = Een pagina om af te drukken, met een QR-code, in plaats van tekst
arg-sheet-plain = De sleutel zelf op het blad zetten, ook al beveiligt een wachtzin hem hier
arg-sheet-file = De tekst van het blad, in een bestand, of - om hem van de invoer te lezen; anders wordt hij getypt
problem-root-locked = { $command ->
        [recover] De sleutel van dit blad is beveiligd met een wachtzin.
       *[other] De hoofdsleutel is beveiligd met een wachtzin.
    }
    .why = Dit commando verbindt uw organisatie; de wachtzin is nodig en hier kan niemand ernaar gevraagd worden.
    .next = geef dezelfde opdracht opnieuw in een terminal, waar ze gevraagd wordt, of geef de wachtzin op de invoer met `--passphrase-stdin`; wat de opdracht verwacht: `maillage { $asked } --help`
problem-root-absent = De hoofdsleutel staat niet op deze computer.
    .why = { $count ->
            [1] Hij wordt elders bewaard, en alleen hij kan uw toestellen veranderen. Het toestel dat hem had toen dit aanvaard werd: “{ $name }”.
           *[other] Hij wordt elders bewaard, en alleen hij kan uw toestellen veranderen. Hier is niet bekend welk toestel hem heeft.
        }
    .next = typ dezelfde opdracht op het toestel dat hem heeft, waar `maillage key status` zegt of de sleutel er staat; is het verloren, kom dan terug op een nieuwe computer met het herstelblad: `maillage recover BESTAND --name NAAM`
problem-passphrase-wrong = { $command ->
        [recover] De wachtzin opent de sleutel van het blad niet.
       *[other] De wachtzin opent de hoofdsleutel niet.
    }
    .why = Het is niet de wachtzin die voor deze sleutel gekozen is.
    .next = { $command ->
            [recover] begin opnieuw met de juiste: `maillage recover BESTAND --name NAAM`; vergeten is verloren, dan is een blad nodig dat zonder gemaakt is
           *[other] geef dezelfde opdracht opnieuw met de juiste, getypt in een terminal of op de invoer; wat ze verwacht: `maillage { $asked } --help`
        }
problem-passphrase-invalid = Deze wachtzin kan niet dienen.
    .why = Dit is er mis mee: { $why }.
    .next = { $command ->
            [backup-create] begin opnieuw en kies een andere: `maillage backup create BESTAND --passphrase`
            [recover] begin opnieuw met de wachtzin van het blad: `maillage recover BESTAND --name NAAM`
            [key-protect] kies een andere: `maillage key protect`
           *[other] begin opnieuw met de juiste; in een terminal wordt ze gevraagd: `maillage { $asked } --help`
        }
problem-passphrase-weak = Deze wachtzin is te makkelijk te raden.
    .why = Dit is er mis mee: { $why }. Wie het bestand heeft, kan zoveel zinnen proberen als hij wil.
    .next = neem er een van verschillende woorden zonder verband; in een terminal wordt ze gevraagd: `maillage { $asked } --help`
problem-home-pairing = Dit toestel wacht nog tot { $name } het aanvaardt.
    .why = Een ander toestel ervan moet het aanvaarden, en het netwerk moet het inschrijven.
    .next = laat `maillage node run` lopen en aanvaard het op het andere toestel; om te zien hoever het staat: `maillage status`
problem-home-recovering = De terugkeer van { $name } is nog niet ingeschreven.
    .why = Het knooppunt van de secretaris moet dit nieuwe toestel inschrijven.
    .next = laat `maillage node run` lopen; om te zien hoever het staat: `maillage status`
problem-pairing-malformed = Deze toestelcode is niet volledig.
    .why = Dit is er mis mee: { $why }.
    .next = neem hem helemaal over: `maillage device pair CODE --name NAAM`
problem-pairing-expired = Deze toestelcode is niet meer geldig.
    .why = Hij was geldig tot { $expired }.
    .next = maak een nieuwe op het andere toestel: `maillage device pair`
problem-pairing-used = Deze toestelcode is al gebruikt.
    .why = Een code dient voor een enkel toestel.
    .next = maak een nieuwe op het andere toestel: `maillage device pair`
problem-pairing-not-known = Het andere toestel kent deze code niet.
    .why = Hij is na een dag vergeten, of de gegevens van het toestel zijn vervangen.
    .next = maak een nieuwe op het andere toestel: `maillage device pair`
problem-pairing-unknown = Geen toestel vraagt met de code “{ $code }”.
    .why = Zijn vraag is nog niet aangekomen, of heeft al een antwoord gekregen.
    .next = bekijk welke wachten: `maillage device list`
problem-pairings-full = Er wachten al te veel toestelcodes.
    .why = Dit toestel bewaart er maar enkele tegelijk.
    .next = wacht een dag, of antwoord wie wacht: `maillage device list`
problem-device-unknown = Geen van uw toestellen heet “{ $name }”.
    .why = Ingeschreven zijn: { $known }.
    .next = bekijk hun namen en codes: `maillage device list`
problem-device-ambiguous = Meerdere van uw toestellen heten “{ $name }”.
    .why = Hun codes: { $known }.
    .next = geef de code van het toestel in plaats van zijn naam; welk welk is: `maillage device list`
problem-device-exists = Een van uw toestellen heet al “{ $name }”.
    .why = Twee toestellen met dezelfde naam zouden verward worden.
    .next = kies een andere naam; die welke bestaan staan in `maillage device list`
problem-device-not-held = Het dagboek van het toestel “{ $name }” is hier nog niet aangekomen.
    .why = Zonder te weten wat het als laatste publiceerde, zouden zijn publicaties verloren gaan.
    .next = wissel eerst uit: `maillage sync now`
problem-statement-pending = Uw laatste wijziging van toestellen is nog niet ingeschreven.
    .why = Het knooppunt van de secretaris moet ze voor de volgende inschrijven, anders ging een van beide verloren.
    .next = wissel uit en probeer opnieuw: `maillage sync now`
problem-sheet-unreadable = Het herstelblad kan niet gelezen worden.
    .why = { $count ->
            [0] Dit is er mis mee: { $why }.
           *[other] Dit is er mis mee: { $why } (regel { $count }).
        }
    .next = verbeter het en begin opnieuw: `maillage recover BESTAND --name NAAM`; zonder bestand worden de regels een voor een getypt en nagekeken
problem-recovery-unknown = Geen bereikt lid herkent het blad van { $name }.
    .why = De organisatie is geen lid meer, of haar hoofdsleutel is sindsdien vervangen.
    .next = bel een lid van het netwerk; probeer dan opnieuw: `maillage recover BESTAND --name NAAM`
problem-endpoint-in-use = De sleutel van de verbindingen kan niet vervangen worden terwijl het knooppunt loopt.
    .why = Al zijn verbindingen hangen ervan af.
    .next = leg het eerst stil: `maillage node stop`, en begin opnieuw: `maillage key rotate-endpoint`
reason-other-device = de sleutel hoort bij een ander toestel dan dat van deze map
reason-other-root = de hoofdsleutel die er staat is die van een andere organisatie
reason-statement-refused = de regels van het register laten deze wijziging van toestellen niet toe
reason-no-contact = geen enkel adres van het blad antwoordt
reason-passphrase-empty = ze is leeg
reason-passphrase-too-long = ze is te lang
reason-passphrase-too-short = ze heeft minder dan tien tekens
reason-passphrase-trivial = ze is een van die welke iedereen eerst probeert
reason-passphrase-two-lines = de invoer moet twee regels geven: de huidige wachtzin, dan de nieuwe
reason-passphrase-differs = de twee keren zijn niet gelijk
reason-sheet-none = er is geen regel van een blad in gevonden
reason-sheet-line = een regel bevat een typfout
reason-sheet-missing = een regel ontbreekt
reason-sheet-other = een regel komt van een ander blad
reason-sheet-later = het vraagt een nieuwere versie van Maillage
label-folder = Map van de sleutels
label-root-key = Hoofdsleutel
label-endpoint = Sleutel van de verbindingen
label-contacts = Knooppunten om te bereiken
role-this-device = dit toestel
role-governs = beslist
role-publishes = publiceert
role-not-seen = nog niet gezien
root-absent = elders bewaard
root-plain = hier, zonder wachtzin
root-passphrase = hier, beveiligd met een wachtzin
status-governing = beslissingen: { $name }
devices-next = Een toestel meer: `maillage device pair`; van rol veranderen: `maillage device hold --governs TOESTEL --publishes TOESTEL`
devices-next-elsewhere = Rollen, namen en nieuwe toestellen worden veranderd op het toestel dat de hoofdsleutel bewaart: { $name }
devices-asking = Vragen om aanvaard te worden:
devices-asking-next = Vergelijk de code met die welke het toestel toont, en dan: `maillage device accept CODE`
devices-look-next = Om uw toestellen te bekijken: `maillage device list`
statement-signed = Ondertekend, en geldig zodra het knooppunt van de secretaris het heeft ingeschreven: { $sentence }
roles-both = Dit toestel beslist en publiceert voortaan voor uw organisatie.
roles-governs = Dit toestel beslist voortaan voor uw organisatie; “{ $publishing }” publiceert.
roles-publishes = Dit toestel publiceert voortaan voor uw organisatie; “{ $governing }” beslist.
roles-elsewhere = Dit toestel beslist en publiceert niet meer voor uw organisatie: voortaan beslist “{ $governing }” en publiceert “{ $publishing }”. Wou niemand bij u dat, dan gebruikt iemand uw hoofdsleutel of uw herstelblad: verwittig de andere leden en zie `maillage decision list`
statement-waits = Om het de secretaris meteen te bezorgen: `maillage sync now`
pairing-created = Code geldig tot { $expires }, voor een enkel toestel.
pairing-would-make = Er zou een code gemaakt worden, geldig tot { $expires }, voor één toestel. Deze adressen zouden erin staan: { $addresses }.
pairing-would-ask = In { $path } zouden twee sleutels gemaakt worden. Het toestel “{ $name }” zou { $operator }, netwerk “{ $network }”, vragen het te aanvaarden, op deze adressen: { $addresses }.
pairing-next = Op de nieuwe computer: `maillage device pair CODE --name NAAM`; hier moet het knooppunt lopen: `maillage node run`
pairing-without-address = Opgelet: deze code zegt niet waar dit toestel te bereiken is, want zijn knooppunt heeft nog nooit gelopen. Start `maillage node run` en maak dan een nieuwe code.
pairing-waiting = De vraag is aangekomen bij { $operator }. Vergelijk deze code op het andere toestel: { $code }
pairing-waiting-next = Daar: `maillage device accept CODE`; laat hier `maillage node run` lopen
pairing-done = Dit toestel is aanvaard door { $operator }.
pairing-accept-question = Toont het toestel “{ $name }” dezelfde code, { $code }? Aanvaarden?
pairing-accepted = Het toestel “{ $name }” ({ $code }) is aanvaard.
next-pairing = Dit toestel wacht. Vergelijk deze code op het andere en typ daar `maillage device accept { $code }`
next-recovering = Uw terugkeer wacht tot het knooppunt van de secretaris hem inschrijft. Laat `maillage node run` lopen
next-returning = De gegevens van dit knooppunt komen terug van de andere leden. Laat `maillage node run` lopen; antwoorden ze niet, vraag dan een van hen om een uitnodiging en geef die: `maillage store repair --from UITNODIGING`
next-pairings = { $count ->
        [one] { $count } toestel wacht op uw antwoord: `maillage device list`
       *[other] { $count } toestellen wachten op uw antwoord: `maillage device list`
    }
hold-question = Voortaan beslist “{ $governing }” en publiceert “{ $publishing }”. Akkoord?
hold-done = Voortaan beslist “{ $governing }” en publiceert “{ $publishing }”.
hold-unchanged = Het is al zo: “{ $governing }” beslist en “{ $publishing }” publiceert.
hold-which = Zeg welk toestel voortaan beslist of publiceert: `maillage device hold --governs TOESTEL --publishes TOESTEL`, een van beide volstaat. Uw toestellen: { $devices }.
device-renamed = Het toestel { $code } heet voortaan “{ $name }”.
passphrase-question = Wachtzin
passphrase-new-question = Nieuwe wachtzin
passphrase-again-question = Nog een keer
passphrase-explained = Minstens tien tekens: enkele woorden zonder verband maken een goede wachtzin. Ze is niet zichtbaar terwijl u typt, en niemand kan ze u teruggeven als u ze vergeet: bewaar ze op een veilige plaats.
passphrase-again = Dat is niet dezelfde. Typ ze nog één keer, zoals de eerste keer.
passphrase-wrong = Dat is niet de juiste wachtzin.
key-plain = De hoofdsleutel staat hier onversleuteld: wie deze computer steelt, of deze map leest, kan voor uw organisatie spreken.
key-plain-next = Om hem een wachtzin te geven: `maillage key protect`; voor een herstelblad: `maillage recovery sheet --output BESTAND`
key-protected-next = Druk een nieuw herstelblad af: `maillage recovery sheet --output BESTAND`
key-absent = De hoofdsleutel wordt elders bewaard; hij is alleen nodig om uw toestellen te veranderen. Het toestel dat hem had toen dit aanvaard werd: “{ $name }”; daar typt u `maillage device accept CODE` en `maillage device hold --governs TOESTEL`
key-absent-unknown = De hoofdsleutel wordt elders bewaard; hij is alleen nodig om uw toestellen te veranderen. Uw andere toestellen: `maillage device list`; zonder een daarvan komt u terug met het herstelblad: `maillage recover BESTAND --name NAAM`
key-remove-question = De hoofdsleutel zonder wachtzin bewaren? Een gestolen computer zal volstaan om in uw plaats te spreken.
key-protected = De hoofdsleutel is beveiligd met de nieuwe wachtzin.
key-unprotected = De hoofdsleutel wordt zonder wachtzin bewaard.
endpoint-rotated = De sleutel van de verbindingen is vervangen.
endpoint-rotated-next = De andere leden volgen hem zodra uw knooppunt loopt: `maillage node run`. Maak openstaande uitnodigingen en codes opnieuw.
sheet-title = Herstelblad Maillage
sheet-fact = { $label }: { $value }
sheet-plain = GEHEIM. Dit blad draagt de hoofdsleutel: wie het leest, kan voor uw organisatie spreken. Bewaar het achter slot, maak er geen foto van, verstuur het niet.
sheet-sealed = Dit blad draagt de hoofdsleutel, gesloten: hij gaat alleen open met de wachtzin, die niet op het blad staat. Bewaar ze op twee plaatsen; zonder de wachtzin is het blad waardeloos.
sheet-without-visits = De bezoeken en de zittingsbladen staan niet op dit blad: daarvoor is een reservekopie nodig. Wat gedeeld is (pagina’s, beslissingen, gepubliceerde cijfers) komt terug van de andere leden.
sheet-use = Op een nieuwe computer: `maillage recover --name NAAM`, en typ de genummerde regels; of bewaar de tekst van de QR-code in een bestand en typ `maillage recover BESTAND --name NAAM`. Het oude toestel handelt niet meer voor u zodra het nieuwe beslist en publiceert.
sheet-next = Druk het af, bewaar het veilig en wis dan het bestand. Om het te gebruiken: `maillage recover BESTAND --name NAAM`
sheet-first-line = Eerste regel van het blad, met zijn nummers
sheet-line = Regel { $number } van { $total }
sheet-line-again = Deze regel bevat een typfout; typ hem nog een keer.
sheet-line-other = Deze regel komt van een ander blad.
recover-question = Terugkomen op deze computer, in de plaats van de verloren toestellen? Bezoeken en bladen die in deze map genoteerd zijn, worden overgenomen voor zover ze te lezen zijn; al het andere dat erin ligt, blijft ernaast bewaard.
recover-would = De hoofdsleutel van het blad en twee nieuwe sleutels zouden in { $path } komen. { $count ->
        [one] Een knooppunt van het blad zou gevraagd worden
       *[other] { $count } knooppunten van het blad zouden gevraagd worden
    } het toestel “{ $name }” in te schrijven, dat voortaan zou beslissen en publiceren voor { $operator }.
recover-done = { $operator } komt terug in het netwerk “{ $network }”.
recover-waits = Het knooppunt van de secretaris moet dit toestel nog inschrijven. Laat `maillage node run` lopen. Was het verloren toestel dat van de secretaris, dan moeten de leden eerst een andere aanduiden, bij een van hen: `maillage decision propose secretary LID`
recover-publish-next = Dit toestel beslist, maar publiceert nog niet. Zodra alles terug is: `maillage device hold --publishes { $code }`
recover-next = Dit toestel beslist en publiceert. Daarna: `maillage node run`
recover-next-revoke = Dit toestel beslist en publiceert. Daarna: `maillage node run`, en trek het andere toestel in als het verloren is: `maillage device revoke { $device }`
recover-next-several = Dit toestel beslist en publiceert. Daarna: `maillage node run`, en trek van uw andere toestellen die in welke verloren zijn ({ $names }): `maillage device revoke TOESTEL`
progress-pairing-asking = Vraag aan het andere toestel
progress-recovery-asking = Vraag aan de leden op het blad
problem-recovery-unreached = Geen lid op het blad antwoordt.
    .why = Misschien liggen hun knooppunten stil, of zijn hun adressen veranderd sinds het blad. Hier is niets bewaard: het blad kan opnieuw dienen. Technisch: { $why }.
    .next = probeer opnieuw wanneer een lid online is, of vraag zijn adres: `maillage recover BESTAND --name NAAM`
help-publication-explain = Waarom een cijfer verborgen is, en wat iedereen eruit kan afleiden
help-publication-explain-after = Een cijfer schrijft u PERMANENTIE/PERIODE/DIMENSIE=CODE, bijvoorbeeld `forest-cpas/2025-Q1/categorie=demarches`; zonder permanentie is het dat van de hele operator. Twee dimensies, voor een jaar, scheidt u met een komma.
help-publication-verify = De bewijzen opnieuw nagaan dat uw publicaties niemand verraden
help-publication-verify-after = Elk bewijs is een andere verzameling bezoeken die dezelfde gepubliceerde cijfers geeft. De controle bestaat alleen uit optellingen en vergelijkingen. De bewijzen blijven op deze computer.
help-publication-coverage = Het deel van uw cijfers dat getoond wordt, naast wat getoond zou kunnen worden
help-publication-export = Alles wat openbaar is, in één JSON-document dat iedereen kan onderzoeken
value-period = PERIODE
value-figure = CIJFER
value-year = JAAR
arg-publication-period = Maand, kwartaal of jaar, bijvoorbeeld 2026-03, 2026-Q1 of 2026
arg-publication-permanence = Alleen deze permanentie, in plaats van de hele operator
arg-figure = Het cijfer, bijvoorbeeld forest-cpas/2025-Q1/categorie=demarches
arg-explain-operator = Operator, met naam of code; de uwe als u niets zegt
arg-coverage-year = Alleen dit jaar
label-period = Periode
label-table = Tabel
label-whole = samen
label-whose = Van wie
label-certificates = Bewijzen
label-figures-shown = Getoonde cijfers
label-visits-shown = Bezoeken in die cijfers
whose-permanences = permanenties
gender-others = Alle anderen
region-brussels = Brussels Hoofdstedelijk Gewest
region-wallonia = Wallonië
region-flanders = Vlaanderen
table-visits = aantal bezoeken
table-category = per categorie van vraag
table-gender = per geslacht
table-age = per leeftijdsgroep
table-outcome = per resultaat
table-category-gender = per categorie en geslacht
table-gender-age = per leeftijd en geslacht
table-of-period = { $period }, { $table }
coverage-share = { $share } ({ $part } van { $all })
coverage-means = Naast elk deel: wat getoond zou worden als alleen de kleine cijfers verborgen waren. Meer tonen kan nooit.
close-longer = Met deze maand compleet, en tegelijk gepubliceerd:
close-kept-back = { $period } is compleet maar blijft op deze computer: er is geen bewijs gevonden dat de cijfers niemand verraden.
close-left-out = { $count ->
        [one] { $count } bezoek of verbetering die na de publicatie van de maand kwam, telt niet mee in het kwartaal of jaar: alleen zou ze opvallen.
       *[other] { $count } bezoeken of verbeteringen die na de publicatie van hun maand kwamen, tellen niet mee in het kwartaal of jaar: zo weinig zouden opvallen.
    }
publication-late = Telt ook bezoeken mee die te laat genoteerd zijn voor de maanden: { $permanences }.
publication-next-longer = De cijfers van één permanentie: `--permanence KORTE-NAAM`; waarom een cijfer verborgen is: `maillage publication explain --help`
explain-shown = Getoond: { $visits } bezoeken.
explain-known-zero = Niets, en iedereen weet het vooraf: de permanentie was in deze periode niet open.
explain-hidden = Verborgen. Hetzelfde teken verbergt een cijfer van 0 tot { $most } en een groter cijfer dat een ander zou verraden.
explain-between = Iedereen kan afleiden: tussen { $least } en { $most }.
explain-at-least = Iedereen kan afleiden: { $least } of meer.
explain-too-small = Hier is bekend waarom: het is kleiner dan { $smallest }.
explain-protects-others = Hier is bekend waarom: getoond zou het een kleiner cijfer verraden.
explain-own-only = Die reden is alleen op deze computer bekend: geef ze niet door.
state-proven = bewezen
state-proven-again = opnieuw bewezen
state-unproven = niet bewezen
verify-nothing-own = Uw organisatie heeft nog niets gepubliceerd.
verify-publications = { $count ->
        [one] { $count } tabel gepubliceerd in het netwerk; vorm en sommen kloppen.
       *[other] { $count } tabellen gepubliceerd in het netwerk; vorm en sommen kloppen.
    }
verify-contradictory = De publicaties van { $name } voor { $year } spreken elkaar tegen: geen aantallen bezoeken geven ze alle.
verify-unproven = Zonder bewijs: { $place }
verify-foreign = Deze computer kan { $months } niet meer tellen: een ander toestel heeft het gepubliceerd, of de notities zijn niet meer dezelfde. De kwartalen en jaren errond blijven hier.
figures-no-most = { $least } of meer
reason-only-by-quarter = die cijfers worden per kwartaal en per jaar gepubliceerd, niet per maand
reason-only-by-year = die gekruiste cijfers worden per jaar gepubliceerd
reason-whole-quarters = die cijfers worden per heel kwartaal gepubliceerd: begin in januari, april, juli of oktober en eindig in maart, juni, september of december
reason-whole-years = die gekruiste cijfers worden per heel jaar gepubliceerd: van januari tot december
reason-figure-name = dit is niet de naam van een gepubliceerd cijfer; bijvoorbeeld forest-cpas/2025-Q1/categorie=demarches, 2025/geslacht=femme,leeftijd=65-69 of forest-cpas/2025-03
part-counted = getelde cijfers
part-certificates = bewijzen
problem-month-passed = De maand { $month } kan niet meer afgesloten worden: { $period } is al gepubliceerd.
    .why = Een langere periode errond is gepubliceerd en zegt dat er niets genoteerd was.
    .next = bewaar deze notities; als het jaar nog niet gepubliceerd is, tellen ze daar mee vanaf vijf bezoeken. Kijk wat gepubliceerd is: `maillage publication list`
problem-figures-unproven = Er is geen bewijs dat de cijfers van { $period } niemand verraden.
    .why = { $why }
    .next = er wordt niets meer gepubliceerd voor deze periode. Controleer opnieuw: `maillage publication verify`; en, als bestanden beschadigd zijn: `maillage store check`
reason-no-proof = voor één van de cijfers is geen bewijs gevonden
