# Sentences of the command line. The three files hold the same identifiers and variables; French is the reference.

## Headings and words of the help

heading-usage = Usage:
heading-commands = Commands
heading-arguments = To give
heading-options = Options
heading-globals = Options of every command
help-with-values = { $help } [one of: { $values }]
help-with-default = { $help } [otherwise: { $value }]
value-options = [OPTIONS]
value-command = COMMAND
value-address = ADDRESS
value-answer = ANSWER
value-code = CODE
value-commune = COMMUNE
value-count = NUMBER
value-day = DAY
value-days = DAYS
value-degrees = DEGREES
value-dimensions = CRITERIA
value-only = CRITERION=CODE
value-region = REGION
value-file = FILE
value-folder = FOLDER
value-id = NUMBER
value-invitation = INVITATION
value-language = LANGUAGE
value-languages = LANGUAGES
value-minutes = MINUTES
value-moment = MOMENT
value-member = MEMBER
value-number = NUMBER
value-setting = SETTING
value-text = TEXT
value-month = MONTH
value-name = NAME
value-nis = NIS-CODE
value-operator = OPERATOR
value-outcome = OUTCOME
value-phone = PHONE
value-reason = REASON
value-reference = REFERENCE
value-seconds = SECONDS
value-shell = SHELL
value-slug = SHORT-NAME
value-state = STATE
value-timetable = TIMETABLE
value-type = TYPE
value-weekday = DAY
value-service = SERVICE
value-kind = KIND
value-format = FORMAT
value-when = WHEN

## What each command does

help-maillage = Maillage: the network of digital help sessions, with no central server
help-maillage-after =
    Everything about the people helped stays on this computer.
    Help with a command: `maillage COMMAND --help`.
help-record = Record a request for help, in ten seconds
help-record-after = Example: `maillage record itsme resolu --age 60-64`. No names, no free text: only codes.
help-record-types = Types of requests: { $codes }
help-record-categories = Categories, where no type fits: { $codes }
help-record-loop = Without more words, `maillage record` asks for everything key by key, for a whole session.
help-visit = The visits noted here, which never leave this computer
help-visit-import = Import visits from a CSV file
help-visit-list = Read the visits again
help-visit-amend = Correct a visit
help-visit-delete = Delete a visit
help-visit-tally = Take over a count made on paper, or print the grid to make it on
help-visit-tally-after =
    Columns of the CSV: permanence, date, type or categorie, resultat, nombre; and genre, tranche_age where the sheet counted them together with the rest.
    Ages or genders counted apart do not say to which visit they belong: they are not taken over.
    Example: `maillage visit tally --grid --html`, then `maillage visit tally tally.csv`
help-visit-history = What was taken over, corrected and deleted here, and on which day
help-permanence = Your permanences: where and when; with nothing more, the list
help-permanence-add = Add a permanence
help-permanence-list = The list of your permanences
help-permanence-show = All about one permanence
help-permanence-edit = Change what is announced of a permanence
help-permanence-import = Import permanences from a CSV file
help-stats = The figures of the network, with what is still missing from them
help-stats-after = Small numbers are hidden so that nobody can be recognised. The figures count visits, not people.
help-month = Close months, which publishes their figures
help-month-close = Close a complete month and publish its protected figures, with those of the quarter or year that it completes
help-session = The session sheets: held, cancelled, on holiday
help-session-expected = See the sessions of a month: expected and noted
help-session-missing = See the expected sessions of which nothing is known
help-session-import = Import session sheets from a CSV file
help-session-open = Open a session: who is at work
help-session-close = Say what became of a session: held, empty, cancelled
help-session-close-after = Example: `maillage session close --turned-away 2`. If nothing is said, a session with visits noted was held.
help-session-list = The session sheets noted
help-directory = The directory: every permanence of the network
help-directory-list = Look for a permanence by commune, day or operator
help-directory-show = The public card of a permanence
help-host = The organisations that lend you a room
help-host-add = Add a host
help-host-list = The list of your hosts
help-publication = The figures that the operators published
help-publication-list = The list of publications
help-publication-show = One publication, as everyone sees it
help-dysfunction = Digital services that do not work, reported by all operators
help-dysfunction-after = A report speaks of a service, never of a person. What is reported goes to all members and cannot be called back.
help-dysfunction-report = Report a dysfunction to the network
help-dysfunction-report-after = Example: `maillage dysfunction report itsme panne --severity blocage --workaround guichet`.
help-dysfunction-list = What the operators reported, like reports together
help-dysfunction-show = A group of like reports, or a single report
help-dysfunction-amend = Change one of your reports
help-dysfunction-close = Say that the service works again
help-dysfunction-reopen = Say that the problem is back
help-dysfunction-withdraw = Take back a report that was a mistake
help-dysfunction-export = A dossier for services and politics, by service, naming nobody
help-status = Is all well? You, your neighbours, what is to be done
help-node = The program that keeps in touch with the other members
help-node-stop = Ask the node of this folder to stop
help-node-run = Stay in touch until it is stopped (Ctrl-C)
help-sync = Exchange with the other members at once
help-sync-now = Give and take the news now
help-network = Start a network
help-network-create = Create a network, with you as its first member
help-join = Join a network with an invitation
help-member = Members, invitations and requests to join
help-member-list = The list of members
help-member-invite = Invite an organisation
help-member-invitations = The invitations you made
help-member-revoke = Take an invitation back
help-member-requests = The requests to join that wait for your answer
help-member-accept = Accept a request, after comparing its code by phone
help-member-refuse = Refuse a request
help-decision = What the network decided, and who approved it
help-decision-list = The list of decisions
help-decision-show = One decision with its approvals
help-decision-pending = What waits for an answer, yours or that of others
help-decision-propose = Propose a decision to the members
help-propose-remove = Remove a member
help-propose-suspend = Leave a silent member out of the count, until it comes back
help-propose-leave = Leave the network
help-propose-resume = Come back after a suspension
help-propose-secretary = Let another member keep the register
help-propose-policy = Change the network’s rules
help-decision-approve = Approve what has this code
help-decision-reject = Not approve: it waits for you no longer, and nobody is told
help-decision-order = Put in order by hand what has its approvals, as the secretary
help-evidence = The evidence against devices that contradicted themselves
help-evidence-list = The list of evidence
help-evidence-show = One piece of evidence in detail
help-evidence-export = Write the evidence to a file that anyone can check
help-config = The settings of this node
help-config-list = All settings
help-config-get = The value of a setting
help-config-set = Change a setting
help-evidence-verify = Check a file of evidence
help-view = The network as this computer sees it, to compare or to keep
help-view-digest = A fingerprint: the same at two members who know the same
help-view-export = Everything that is shared, in one file
help-demo = Try a whole network on this computer, with made-up data
help-completions = What your shell needs to complete commands with Tab
help-backup = Back this node up, and put it back
help-backup-create = Write this whole node to one file, while it runs
help-backup-verify = Verify a backup from end to end, changing nothing
help-backup-restore = Make this node anew from a backup, in an empty folder
help-backup-resume = Begin to write again, after a copy or a restored backup
help-store = The data that this node keeps
help-store-check = Verify all data: signatures, chains, rows
help-store-repair = Make the data anew from what is still sound; the damaged file is kept beside
help-store-repair-after = Nothing is deleted. What other members know comes back from them at the next `maillage node run`; what was noted here alone and cannot be read any more is lost, except in a backup.
arg-repair-from = An invitation by a member, if those that this node knew do not answer any more
help-store-prune = Keep no longer the page changes that a snapshot replaces
arg-prune-snapshot = First write a snapshot of your page; what it replaces goes once the network has settled it

## What each option means

arg-home = Folder of this node (or the variable MAILLAGE_HOME)
arg-json = Answer in JSON, for a program
arg-lang = Language of the answers (or the variable MAILLAGE_LANG)
arg-no-input = Ask no questions
arg-yes = Answer yes to the questions
arg-dry-run = Show what would change, changing nothing
arg-quiet = Data and problems only
arg-verbose = Say more of what happens (-vv: even more)
arg-color = Use colours
arg-help = Show this help
arg-version = Show the version
arg-operator-own = Name of your organisation
arg-network-name = Name of the network
arg-invitation = The invitation you received, the file that holds it, or - to read it from input
arg-listen = Address and port to listen on, such as 0.0.0.0:4433
arg-invite-for = Organisation that you invite
arg-invite-days = How long the invitation stands, in days
arg-to-file = File to write to, instead of the screen
arg-invitation-code = Short code of the invitation
arg-request-code = Short code of the request
arg-wait = Wait for this state before answering
arg-timeout = How many seconds to wait at most
arg-decision-reference = Reference of the decision, as in the list
arg-member = Member, by its name or code
arg-members-all = Also those who left or were removed
arg-pending-all = Also what you rejected
arg-matter-code = Short code, or its beginning
arg-reject-reason = Why, for yourselves only
arg-smallest-figure = From how many visits on a figure is shown (at least 5)
arg-admission-share = An admission takes the approval of one member in this many
arg-admission-least = ... and of at least this many members
arg-relay = Address of a relay of the network; repeat for several
arg-no-relays = No relays any more
arg-evidence-code = Code of the evidence, or its beginning
arg-evidence-file = File to write
arg-evidence-only = Only this piece of evidence
arg-setting = Name of the setting
arg-setting-value = Its new value
arg-directory-all = Also those of former members
arg-evidence-check = File written by `maillage evidence export FILE`
arg-host-slug = Short name of the place, such as forest-library
arg-host-name = Name of the host
arg-host-kind = Kind of place
arg-address = Street and number
arg-postal-code = Postal code
arg-commune-nis = NIS code of the commune, such as 21007 for Forest
arg-latitude = Latitude, for the map
arg-longitude = Longitude, for the map
arg-permanence-slug = Short name of the permanence, such as forest-cpas
arg-permanence-name = Name of the permanence
arg-permanence-host = Short name of the host
arg-closed = Days on which it is closed, such as 2026-12-24 or 2026-12-24..2026-12-31, separated by commas
arg-extra = Further days on which it opens, such as 2026-12-20 or `"2026-12-20 14:00-17:00"`
arg-moved = Moved sessions: the day planned and the day in its place, such as 2026-12-24..2026-12-22
arg-timetable = Timetable, days in short English (Mo Tu We Th Fr Sa Su, PH = public holidays), such as `"We 14:00-17:00; PH off"`
arg-permanence-languages = Languages spoken, such as fr,nl
arg-appointment = Is an appointment needed?
arg-wheelchair = Is it accessible by wheelchair?
arg-phone = Phone number to announce
arg-csv-file = CSV file to read, or - for input
arg-import-only = Only the rows of this operator
arg-skip-bad = Take in the good rows and leave the others
arg-import-add = Add, even if these days were taken in before
arg-import-replace = Replace what is noted for these days
arg-filter-commune = Only this commune, by its name or NIS code
arg-filter-region = Only this region: brussels, wallonia or flanders
arg-filter-weekday = Only this day of the week
arg-filter-operator = Only this operator
arg-filter-permanence = Only this permanence
arg-open-at = Only what is open at that moment, such as 2026-03-05T17:30
arg-type = Type of request, such as itsme, or only its category
arg-outcome = Outcome, such as resolu
arg-record-permanence = Permanence, if it is not today’s
arg-record-date = Day, if it is not today: 2026-03-05
arg-age = Estimated age band, such as 60-64
arg-gender = Gender, if known
arg-referral = To whom the person was referred
arg-duration = Duration in minutes
arg-channel = On site, at home, remotely
arg-device = Device used
arg-record-language = Language spoken
arg-participation = What the person did alone
arg-from-day = From this day
arg-to-day = Up to and including this day
arg-from-month = From this month: 2026-01
arg-to-month = Up to and including this month
arg-limit = How many visits to show at most
arg-limit-sessions = How many sheets to show at most
arg-limit-lines = How many lines to show at most
arg-volunteers = Volunteers at work
arg-insertion = People in work integration at work
arg-employees = Employees at work
arg-turned-away = People who could not be helped for lack of time
arg-session-empty = Held, and nobody came
arg-session-cancelled = Cancelled, for this reason
arg-session-status = What became of the session
arg-session-reason = Why it did not take place
arg-tally-file = CSV file of the counts
arg-tally-grid = Show a grid to fill in by hand
arg-tally-html = As an HTML page to print
arg-backup-file = Backup file
arg-with-keys = With the keys, as is usual
arg-without-keys = Without the keys: you must have kept them elsewhere
arg-passphrase = Ask for a passphrase, without which nothing can be read
arg-passphrase-stdin = Read the passphrase from the input
arg-keys-folder = Folder with the keys, for a backup without keys
arg-alone = Nobody else is in this network: begin again without asking anyone
arg-visit-id = Number of the visit, as in the list
arg-month = Month to close, such as 2026-03; otherwise last month
arg-partial = Close although sessions are missing, for this reason
arg-session-month = Month, such as 2026-03; the present one when not given
arg-missing-month = Month, such as 2026-03; every month that is not closed when not given
arg-all-before = All complete months before this day
arg-publication-operator = Operator, by name or code
arg-dysfunction-service = The service in question
arg-dysfunction-kind = What is wrong
arg-dysfunction-severity = What it does to people
arg-dysfunction-workaround = How they get round it; nothing between quotes takes it away
arg-dysfunction-since = First day on which it was met, such as 2026-10-01; today for a new report
arg-dysfunction-text = What happens, on one line of at most 280 characters: no name, number, address or link; nothing between quotes takes it away
arg-dysfunction-state = How the problem stands
arg-dysfunction-code = Short code of the report, or its beginning
arg-dysfunction-reference = A group, such as itsme/panne, or the short code of a report
arg-dysfunction-mine = Only your reports
arg-dysfunction-format = Form of the dossier: Markdown text or CSV table
arg-filter-service = Only this service
arg-filter-kind = Only what is wrong in this way
arg-filter-state = Only reports in this state
arg-by = Count by: month, quarter, year, permanence, operator, commune, region, host, and by quarter at the finest: category, gender, age, outcome; with --local also: request, referral, duration, channel, device, language, participation
arg-period = These months: 2025, 2025-Q1, 2025-01, or from one to another, 2024-Q4..2025-Q1
arg-only = Only visits of these codes, for example category=demarches or age=65-69,70-74; may be repeated
arg-shares = Add the share of each row
arg-compare = Put the figures of the period before beside them
arg-stats-to = Write the figures to this file: .xlsx, .csv or .json
arg-stats-format = The form of the file: csv for programs, excel for the Excel of Belgian offices (semicolons), xlsx or json
arg-save-question = Keep this question under a short name, for example annual-report
arg-saved-question = Ask the question that is kept under this name
arg-list-questions = The questions that are kept
arg-forget-question = Forget the question that is kept under this name
arg-local = Your own raw figures, not to be passed on
arg-require-complete = Fail (4) if figures are missing
arg-demo-once = Play the demonstration, then stop
arg-demo-keep = Keep the nodes of the demonstration in this folder
arg-demo-data = Folder of data instead of what is supplied
arg-shell = Your shell

## Commands that are not understood

usage-unknown-argument = The option “{ $argument }” does not exist for this command.
usage-unknown-command = There is no command “{ $command }”.
usage-missing-value = A value is missing after { $argument }.
usage-invalid-value = “{ $value }” does not fit { $argument }; choose one of: { $values }.
usage-bad-value = “{ $value }” does not fit { $argument }: { $why }.
usage-missing-argument = Still to be given: { $arguments }.
usage-missing-command = Say what to do; one of: { $commands }.
usage-incomplete = The command is not complete.
usage-conflict = { $argument } and { $other } do not go together.
usage-repeated-argument = { $argument } is given twice.
usage-extra-value = “{ $value }” is one too many after { $argument }.
usage-not-text = Part of the command is not readable text (UTF-8).
usage-clock = The time cannot be read: “{ $value }”. The variable `MAILLAGE_CLOCK` fixes a day, such as 2026-10-15.
usage-suggestion = Did you mean “{ $meant }”?
expected-day = a day is written like 2026-03-05
expected-existing-day = there is no such day in the calendar
expected-month = a month is written like 2026-03
expected-period = a period is written like 2026, 2026-Q1 or 2026-03
expected-year = the year must lie between 2000 and 2199
expected-number = this number is not possible here
expected-address = an address is written with its port, like 127.0.0.1:4433

## Questions, days, numbers

question-yes-no = { $question } [y/N]
question-text = { $question } >
day-long = { $day } { $month } { $year }
day-with-weekday = { $weekday } { $day }
month-long = { $month } { $year }
month-name = { $number ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[other] December
    }
weekday-name = { $number ->
        [1] Monday
        [2] Tuesday
        [3] Wednesday
        [4] Thursday
        [5] Friday
        [6] Saturday
       *[other] Sunday
    }
number-percent = { $value }%

## The overview

overview-title = Maillage, the network of digital help sessions
overview-first-steps =
    Nothing is set up here yet. To begin:
      I have an invitation       `maillage join INVITATION --operator ORGANISATION`
      Start a network            `maillage network create NAME --operator ORGANISATION`
      I want to try it first     `maillage demo`
overview-daily =
    Every day:
      Record a request for help  `maillage record TYPE OUTCOME`
      Is all well?               `maillage status`
      Find a permanence          `maillage directory list`
      Close the month            `maillage month close`
      See the figures            `maillage stats`
overview-more = All commands: `maillage --help`

## Problems: what happened, why, what to type next

problem-what = Error: { $text }
problem-why = Why: { $text }
problem-next = To do: { $text }
rows-more = { $count ->
        [one] … and { $count } more row.
       *[other] … and { $count } more rows.
    }
rows-codes = For { $field }: { $codes }
rows-categories = Or a category: { $codes }
problem-home-empty = There is no network on this computer yet.
    .why = No network was created here and no invitation was accepted.
    .next = with an invitation, `maillage join INVITATION --operator ORGANISATION`; to found a network, `maillage network create NAME --operator ORGANISATION`; to try it out, `maillage demo`
problem-home-taken = This folder belongs to the network “{ $network }” already.
    .why = One folder serves one network, so that their data do not mix.
    .next = choose another folder with `--home FOLDER`, or look at this one: `maillage status`
problem-home-occupied = The folder { $path } already holds something else.
    .why = The folder of a node serves nothing else, so that nothing foreign is read or erased in it.
    .next = { $command ->
            [demo] choose an empty or new folder: `maillage demo --keep FOLDER`
           *[other] choose an empty or new folder with `--home FOLDER`
        }
problem-home-joining = Your request to join still waits for an answer.
    .why = { $inviter } has to accept it first.
    .next = call { $inviter } to compare the code, then `maillage status`
problem-home-busy = Another program is working in this folder.
    .why = Process { $process } has held it since { $since }; two at once would damage the data.
    .next = see whether it is your own node: `maillage status`; otherwise wait until it is done
problem-home-exposed = Other people can read { $path }.
    .why = Its permissions are { $mode }; your keys and notes must stay yours alone.
    .next = take these permissions away: `chmod go-rwx { $path }`
problem-home-damaged = A file of this node is missing or damaged: { $path }.
    .why = Technical detail: { $why }.
    .next = see all that is missing, `maillage store check`; then put your last backup into another folder, `maillage --home FOLDER backup restore FILE`, or take your recovery sheet, `maillage recover SHEET --name NAME`
problem-keys-lost = Without its keys this node can no longer speak for your organisation: { $path } is missing or damaged.
    .why = { $why }.
    .next = put your last backup into another folder, `maillage --home FOLDER backup restore FILE`; without a backup, take your recovery sheet, `maillage recover SHEET --name NAME`
problem-home-unwritable = Maillage cannot write in { $path }.
    .why = This is what prevents it: { $why }.
    .next = choose a folder of yours with `--home FOLDER`, or give yourself the right to write in this one
problem-node-silent = The node of this computer does not answer.
    .why = It should answer at { $address }; perhaps it stopped or is too busy.
    .next = wait a moment, or start it again: `maillage node run`
problem-node-absent = No node is running in this folder.
    .why = So there is nothing to stop.
    .next = to start one: `maillage node run`
problem-store-damaged = The data of this node are damaged: { $path }.
    .why = Technical detail: { $why }.
    .next = make the data anew from what is sound and what the members know, `maillage store repair`; or put your last backup into another folder: `maillage --home FOLDER backup restore FILE`
problem-store-newer = These data come from a later version of Maillage.
    .why = Their format is { $found }; this version knows up to { $known }.
    .next = install the new version; this one is shown by `maillage --version`
problem-store-failed = The disk refused to write.
    .why = Technical detail: { $why }.
    .next = make room or check the disk, then look: `maillage status`
problem-disk-full = The disk is full: nothing was written.
    .why = There is no room left for the data of this node; what was noted before is intact.
    .next = make room on the disk, then try again; the node writes again by itself, without a restart: `maillage status`
problem-store-unsound = { $count ->
        [one] { $count } fault in the data of this node.
       *[other] { $count } faults in the data of this node.
    }
    .why = The disk did not keep what was written, or another program touched it; the particulars are above.
    .next = make the data anew from what is sound, `maillage store repair`; or put your last backup into another folder: `maillage --home FOLDER backup restore FILE`
problem-store-in-use = The data cannot be made anew while the node is running.
    .why = It is using them; replacing them under it would damage them more.
    .next = stop it, `maillage node stop`, then try again: `maillage store repair`
problem-way-back-unknown = Nothing in { $path } says any more to which network this node belongs, or where another member is reached.
    .why = Its data cannot be read any more, and the file “way-back” beside them is missing, damaged or names nobody.
    .next = if that file is there, with an invitation of a member, `maillage store repair --from INVITATION`; with the recovery sheet, `maillage recover SHEET --name NAME`; with a backup, in another folder, `maillage --home FOLDER backup restore FILE`
problem-home-returning = The data of { $name } are still coming back from the other members.
    .why = They were damaged; this node waits until others have given back what they know of them. A visit can be noted as soon as your permanences are back.
    .next = leave `maillage node run` running; to see how it is getting on: `maillage status`
problem-page-incomplete = Your page waits for changes of another of your devices, which have not arrived yet.
    .why = Changes made here build on them; to write others now would contradict them. Nothing was changed.
    .next = bring the other device into contact, then try again: `maillage sync now`; if that device was paired just now, wait until the secretary records it: `maillage decision pending`
problem-page-frozen = A fault of the program stopped your page as it was.
    .why = Nothing is lost, and nobody is to blame.
    .next = update `maillage`, and report the fault with the node’s log (`MAILLAGE_LOG=error`)
problem-snapshot-impossible = Your page cannot begin anew from a snapshot.
    .why = { $why ->
            [incomplete] changes of your other devices have not arrived yet
            [too-large] it is too long to be written at once
           *[frozen] a fault of the program has frozen it
        }
    .next = { $why ->
            [incomplete] fetch what is missing: `maillage sync now`
           *[other] nothing is lost: the page stays as it is; see how the node stands: `maillage status`
        }
problem-restored-waiting = This node comes from a backup, a copy or a repair: it writes nothing that others would see.
    .why = It does not know yet how far it had written; { $count } of { $expected } members have told it. Writing without knowing would make two histories of this device.
    .next = keep in touch with `maillage node run`, or ask now: `maillage sync now`
problem-restored-alone = Nobody else can say how far this node had written.
    .why = Its backup knows no other member. If anyone has joined since, beginning again would make two histories of this device.
    .next = { $command ->
            [backup-restore] if nobody has joined since: `maillage backup restore { $file } --alone`
           *[other] if nobody has joined since: `maillage backup resume --alone`
        }
problem-restored-not-alone = Other members can say how far this node had written.
    .why = { $count } of them must be reached; beginning again without them would make two histories of this device.
    .next = restore the backup without `--alone`, then keep in touch with `maillage node run`
problem-restored-unsettled = This node does not publish figures yet.
    .why = It comes from a backup, a copy or a repair; it will publish once the network has settled what it wrote since, usually within a week.
    .next = keep in touch with `maillage node run`, and see how it stands: `maillage status`
problem-copy-running = Another node writes with the key of this device.
    .why = Other members received from this device what this node did not write: a copy of this folder runs elsewhere. Both writing would make two histories.
    .next = stop the other one for good, then here: `maillage backup resume`
problem-own-fork = Two different histories of this device are signed.
    .why = Two copies of this node wrote, each on its own. What it would still write has no effect any more.
    .next = come in as another device, in another folder: with a device that has the root key, `maillage device pair` there; or with the recovery sheet, `maillage --home FOLDER recover SHEET --name NAME`
problem-backup-not-one = { $file } is not a backup of Maillage.
    .why = It does not begin like one.
    .next = check its name: `maillage backup verify FILE`
problem-backup-newer = The backup { $file } comes from a later version of Maillage.
    .why = Its format is { $found }; this version knows up to { $known }.
    .next = install the new version; this one is given by `maillage --version`
problem-backup-damaged = The backup { $file } is damaged.
    .why = At this place: { $place }; { $why }. Nothing was changed.
    .next = take another copy of this file, or another backup: `maillage backup verify FILE`
problem-backup-protected = A passphrase protects the backup { $file }.
    .why = Nothing in it can be read without.
    .next = { $command ->
            [backup-restore] in a terminal it is asked for; a program gives it on the input: `maillage backup restore { $file } --passphrase-stdin`
           *[other] in a terminal it is asked for; a program gives it on the input: `maillage backup verify { $file } --passphrase-stdin`
        }
problem-backup-passphrase = That is not the passphrase of the backup { $file }.
    .why = Nothing in it can be read with that one.
    .next = { $command ->
            [backup-restore] try again: `maillage backup restore { $file }`
           *[other] try again: `maillage backup verify { $file }`
        }
problem-backup-keyless = The backup { $file } does not hold the keys of the device.
    .why = Without them this node can neither sign nor be recognised.
    .next = give the folder where you keep them: `maillage backup restore { $file } --keys FOLDER`
problem-keys-foreign = The keys in the folder { $path } are not those of this backup.
    .why = They are another device’s, or damaged; they could not sign for the device of the backup. Nothing was changed.
    .next = give the folder with the keys of that device: `maillage backup restore { $file } --keys FOLDER`
problem-backup-unwritable = The backup { $file } cannot be written.
    .why = This is what prevents it: { $why }.
    .next = choose another place, with room: `maillage backup create FILE`
problem-needs-update = This network asks for a later version of Maillage.
    .why = Its members adopted rules that this version does not know.
    .next = install the new version; this one is shown by `maillage --version`; if there is no new version, have another secretary: `maillage decision propose secretary MEMBER`
problem-register-halted = The network cannot decide anything for now.
    .why = Two decisions contradict each other; it goes on once more than half of the members have acknowledged one of them.
    .next = see which ones: `maillage decision list`
problem-decision-invalid = This decision is not possible.
    .why = It would break a rule of the network: { $why }.
    .next = see what is decided: `maillage decision list`
problem-is-secretary = { $name } keeps the register and cannot go like this.
    .why = Without a secretary nothing would be decided any more.
    .next = let another member keep the register first: `maillage decision propose secretary MEMBER`
problem-not-secretary = This device does not keep the register.
    .why = The node of { $name } puts decisions in order.
    .next = see what waits: `maillage decision pending`
problem-member-suspended = Your organisation is suspended: it proposes and approves nothing.
    .why = The others thought it was away; it comes back when it wants to, without their approval.
    .next = come back: `maillage decision propose resume`
problem-member-former = Your organisation is no longer part of the network.
    .why = It left or was removed; what it published before stays, marked as such.
    .next = see how things stand: `maillage status`
problem-already-suspended = { $name } is suspended already.
    .why = A suspended member is not counted until it comes back by itself.
    .next = see the members: `maillage member list`
problem-not-suspended = Your organisation is not suspended.
    .why = It is counted like the others already.
    .next = see how things stand: `maillage status`
help-recovery-basis = Prepare what the new computer must know of a member that lost its root key
help-recovery-basis-after = The text is no secret. Without MEMBER it is for your own organisation. Then, on the new computer: `maillage recovery request TEXT --name NAME`
help-recovery-request = On a new computer, ask to go on under another root key
help-propose-replace-key = Let a member that lost its root key go on under another one
help-decision-object = Object, with the former root key, to its replacement
arg-basis-member = The member that lost its key; your own organisation without it
arg-basis = The text that another member made with `recovery basis`, the file that contains it, or - to read it from the input; not needed to see the request again
arg-replacement = The request made with `recovery request`, the file that contains it, or - to read it from the input
basis-made = This text is for { $name } ({ $code }). It is no secret.
basis-next = On that member’s new computer one types: `maillage recovery request TEXT --name NAME`
replacement-question = New keys will be made here. If members approve, the former devices of the organisation will speak for it no longer. Go on?
replacement-made = The request is made. Read this code by telephone to those who approve it: { $code }
replacement-next = Send the text to a member, who types `maillage decision propose replace-key TEXT`; and leave running here: `maillage node run`
propose-compared-question = { $sentence } Did that member read you the same code, { $code }, in a voice that you know? Propose this?
approve-compared-question = { $proposer } proposes: { $sentence } Did that member read you the same code, { $code }, in a voice that you know? Approve this?
approved-before = Your approval was given before, nothing was changed: { $sentence }
object-question = Decision { $reference } gave { $operator } another root key. Void it, in the name of the former one? The new one and its devices will never speak again.
object-would = It would be an objection to decision { $reference }.
object-done = Objection to decision { $reference } handed in; { $count ->
        [one] { $count } member has received it.
       *[other] { $count } members have received it.
    }
object-next = The secretary’s node records it as soon as it runs. Leave `maillage node run` running, then see `maillage status`
decision-further-device = { $operator } has a further device, “{ $name }” ({ $device }).
decision-renamed-device = The device { $device } of { $operator }, “{ $before }”, is called “{ $name }” from now on.
accept-would-propose = the proposal to admit it, and your organisation’s approval
accept-would-approve = your organisation’s approval
accept-would-admit = That is enough: as soon as the secretary’s node records it, { $name } is a member.
label-signed = Would be signed
hold-unseen = This node has never received anything from “{ $name }”. If that device is not at work, nobody will decide for you until the root key takes it back.
status-revoked = This device speaks for your organisation no longer: it was revoked. Nobody would see what it noted for others, so it takes no more of that.
next-revoked = Your visits stay in this folder, which only serves to read them from now on: `maillage visit list`. To let this computer serve again, it needs another folder (option --home): make a code on a device at work, `maillage device pair`, and type it here with the name of that new folder.
status-replaced = Your organisation goes on under another root key, approved by the members: this device speaks for it no longer.
next-replaced = If your organisation did not ask for it, void it with the root key of this computer: `maillage decision object`. Otherwise, your visits stay here: `maillage visit list`
status-overruled = The former root key of your organisation made its replacement void: this device, which came with the new one, does not speak for it.
next-overruled = Find out with your organisation who has the right key: `maillage decision pending`. What was noted here stays here: `maillage visit list`
status-stranded = Your organisation came in by a decision that others contradict: meanwhile it cannot write anything for the others.
next-stranded = That ends when the members agree on how to go on: speak with them, and leave `maillage node run` running
next-replacement = Members have to approve your new root key. Read this code to them by telephone: { $code }. To see the request again: `maillage recovery request --name NAME`
problem-device-revoked = This device speaks for your organisation no longer.
    .why = It was revoked; nobody would see what it wrote. What was noted here stays here.
    .next = see how things stand: `maillage status`
problem-root-replaced = Your organisation goes on under another root key, and this device speaks for it no longer.
    .why = Members approved the new key by decision { $reference }. What was noted here stays here.
    .next = if your organisation did not ask for it: `maillage decision object`
problem-root-kept = This device does not speak for your organisation.
    .why = The former root key made void the replacement by which it came. What was noted here stays here.
    .next = see how things stand: `maillage status`
problem-nothing-to-object = There is nothing to object to.
    .why = No decision known here replaced the root key of this computer.
    .next = see what is decided: `maillage decision list`
problem-objection-unheard = No member has received the objection.
    .why = It is kept here, but nobody else has it. Technical detail: { $why }.
    .next = try again when a member is online: `maillage decision object`
problem-replacement-unreadable = This text cannot serve to replace a root key.
    .why = Detail: { $why }.
    .next = ask for it again, whole: `maillage recovery basis MEMBER` at a member, then `maillage recovery request TEXT --name NAME` on the new computer
problem-remove-self = An organisation does not remove itself.
    .why = The others decide on a removal; who wants to go says so.
    .next = to leave the network: `maillage decision propose leave`
problem-suspend-self = An organisation does not suspend itself.
    .why = Suspension is for those who do not answer any more; yours does.
    .next = to leave the network: `maillage decision propose leave`
problem-secretary-already = { $name } keeps the register already.
    .why = One more term would change nothing.
    .next = to let somebody else keep it: `maillage decision propose secretary MEMBER`
reason-replacement-other = it is no text of this kind
reason-replacement-damaged = a part is missing or changed on the way
reason-replacement-later = it is of a later version
reason-replacement-tampered = it was changed after it was signed
reason-replacement-outdated = the devices of this member changed or wrote on since; a new text is needed, with `maillage recovery basis`
reason-other-network = it is for another network
reason-root-taken = this root key or this device is known in the network already
reason-keys-gone = the store is there, but not the keys that belong to it; without them this node cannot speak
problem-rules-unchanged = These rules are in force already.
    .why = At least one rule has to be named, with another value than today’s.
    .next = for example: `maillage decision propose policy --smallest-figure 6`
problem-proposed-already = This is proposed already, under the code { $code }.
    .why = The same thing is decided only once.
    .next = approve it, or see who is missing: `maillage decision approve { $code }` or `maillage decision pending`
problem-approved-already = Your organisation has approved { $code } already.
    .why = A signature is not taken back.
    .next = see what is still missing: `maillage decision pending`
problem-matter-unknown = Nothing open has the code { $code }.
    .why = Perhaps it is decided already, or has not arrived here; at least three symbols of the code are needed.
    .next = see what waits: `maillage decision pending --all`
problem-matter-ambiguous = Several things have a code that begins with { $code }.
    .why = They are: { $known }.
    .next = { $command ->
            [decision-reject] give more symbols: `maillage decision reject CODE`
           *[other] give more symbols: `maillage decision approve CODE`
        }
problem-install-signed = This device has signed for another secretary in this term.
    .why = One signature a term: otherwise nobody would know who has the majority.
    .next = propose again, in the next term: `maillage decision propose secretary MEMBER`
problem-install-over = The installation { $code } cannot succeed from here.
    .why = Its term is over, or it goes on from a decision that this node does not know, or from a time when this device decided for no member.
    .next = exchange with the others, then propose: `maillage sync now`, `maillage decision propose secretary MEMBER`
problem-evidence-unknown = No evidence has the code { $id }.
    .why = The codes are in the list; the beginning is enough when it names only one.
    .next = see the list: `maillage evidence list`
problem-turned-away = The other members no longer exchange with this device: { $peer }.
    .why = For them your organisation is not, or no longer, part of the network, or this device was revoked. They see the decision with `maillage decision list`.
    .next = ask one of them, then look: `maillage status`
problem-register-full = The register takes nothing more from this device.
    .why = Each device may enter a limited number of things, so that none fills it.
    .next = see what is entered: `maillage decision list`
problem-journal-full = The journal of this device is full.
    .why = It reached the size that all members accept.
    .next = look at the state of the node and call your federation: `maillage status`
problem-not-governing = This device does not decide for your organisation.
    .why = Only one of your devices proposes and approves: “{ $name }”.
    .next = do it there, or give this device the role: `maillage device hold --governs { $code }`
problem-not-publishing = This device does not publish the figures of your organisation.
    .why = Only one of your devices publishes, so that nothing goes out twice: “{ $name }”.
    .next = do it there, or give this device the role: `maillage device hold --publishes { $code }`
problem-invitation-malformed = This invitation is not whole.
    .why = This is what is wrong: { $why }.
    .next = copy all of it, or give the file you received: `maillage join FILE --operator ORGANISATION`
problem-invitation-expired = This invitation is no longer valid.
    .why = It stood until { $expired }.
    .next = ask for a new one, then `maillage join INVITATION --operator ORGANISATION`
problem-invitation-used = This invitation was used before.
    .why = An invitation serves only once.
    .next = { $command ->
            [member-revoke] see your invitations: `maillage member invitations`
           *[other] ask for a new one, then `maillage join INVITATION --operator ORGANISATION`
        }
problem-invitation-revoked = This invitation was taken back.
    .why = Whoever made it withdrew it.
    .next = { $command ->
            [member-revoke] see your invitations: `maillage member invitations`
           *[other] call them for a new one, then `maillage join INVITATION --operator ORGANISATION`
        }
problem-invitation-other-network = This invitation is for another network: “{ $network }”.
    .why = One folder serves one network.
    .next = choose another folder: `maillage join INVITATION --operator ORGANISATION --home FOLDER`
problem-invitation-unknown = None of your invitations has the code “{ $code }”.
    .why = Perhaps it was made on another device.
    .next = see those made here: `maillage member invitations`
problem-request-unknown = No request to join has the code “{ $code }”.
    .why = It has not arrived yet, or was answered before.
    .next = see those that wait: `maillage member requests`
problem-request-refused = Your request to join was refused.
    .why = That is the answer of { $inviter }.
    .next = call { $inviter }; with a new invitation: `maillage join INVITATION --operator ORGANISATION`
problem-member-exists = “{ $name }” is a member of the network already.
    .why = Two members of one name would be mixed up.
    .next = see the members: `maillage member list`
problem-code-mistyped = The code “{ $code }” has a typing error.
    .why = Its check characters do not match.
    .next = { $command ->
            [device-accept] copy it again; the codes that wait are in `maillage device list`
            [decision-approve] copy it again; the codes that wait are in `maillage decision pending --all`
            [decision-reject] copy it again; the codes that wait are in `maillage decision pending --all`
           *[other] copy it again; the codes are in `maillage member requests` and `maillage member invitations`
        }
problem-peer-unreachable = { $peer } does not answer.
    .why = Its node may be off, or the connection down. Technical detail: { $why }.
    .next = keep in touch with `maillage node run`, which tries again by itself, or try again later: `maillage sync now`
problem-peer-other-version = { $peer } uses another version of Maillage.
    .why = The two versions do not understand each other.
    .next = update the older one; yours is shown by `maillage --version`
problem-name-invalid = The name “{ $value }” cannot be used.
    .why = A name is one line of plain text. Detail: { $why }.
    .next = repeat the command with a name on one line, in quotes if it has spaces; example: `maillage network create Neighbours --operator ORGANISATION`
problem-slug-invalid = The short name “{ $value }” cannot be used.
    .why = A short name has small letters without accents, digits and dashes, like forest-cpas.
    .next = repeat the command with another short name; those in use: `maillage permanence list`
problem-field-invalid = The value “{ $value }” of { $field } is not possible.
    .why = This is what is wrong: { $why }.
    .next = correct it and repeat the command; the options are in `maillage --help`
problem-timetable-invalid = The timetable “{ $value }” is not understood.
    .why = Maillage reads timetables as OpenStreetMap does: { $why }.
    .next = write it like `"We 14:00-17:00"`, or `"Th 17:00-19:00; PH off"` to close on public holidays; details: `maillage permanence add --help`
problem-host-unknown = None of your hosts is called “{ $slug }”.
    .why = There are: { $known }.
    .next = see the list: `maillage host list`, or add it: `maillage host add { $slug } --name NAME --kind KIND`
problem-host-exists = The host “{ $slug }” exists already.
    .why = A short name serves only once.
    .next = look at it: `maillage host list`, or choose another short name
problem-permanence-unknown = No permanence is called “{ $slug }”.
    .why = The nearest: { $known }.
    .next = see yours: `maillage permanence list`, or all: `maillage directory list`
problem-permanence-exists = The permanence “{ $slug }” exists already.
    .why = A short name serves only once.
    .next = change the one there is: `maillage permanence edit { $slug }`, or choose another short name
problem-permanences-none = You have no permanence yet.
    .why = A visit is noted for one of your permanences.
    .next = add yours: `maillage permanence add --help`, or take them in from a file: `maillage permanence import FILE`
problem-permanence-needed = Which permanence is it?
    .why = None is planned today, or several are: { $known }.
    .next = { $command ->
            [session-open] say which: `maillage session open --permanence SHORT-NAME`
            [session-close] say which: `maillage session close --permanence SHORT-NAME`
            [visit-tally] say which: `maillage visit tally --grid --permanence SHORT-NAME`
           *[other] say which: `maillage record TYPE OUTCOME --permanence SHORT-NAME`
        }
problem-operator-unknown = No operator is called “{ $name }”.
    .why = It is neither the name nor the code of a member known here.
    .next = see the members: `maillage member list`
problem-filter-invalid = The criterion “{ $value }” is not understood.
    .why = This is what is wrong: { $why }.
    .next = see what is possible: `maillage stats --help` or `maillage directory list --help`
problem-filter-code = “{ $value }” is not a code of the list ({ $field }).
    .why = The codes of this list are: { $known }.
    .next = choose one of them; see how: `maillage stats --help`
problem-question-unknown = No question is kept under the name “{ $name }”.
    .why = There are: { $known }.
    .next = see them: `maillage stats --list-saved`
problem-question-unreadable = The question kept under the name “{ $name }” is not understood.
    .why = It was kept by another version: { $value }
    .next = ask it in another way and keep it again: `maillage stats --help`
problem-questions-full = The question “{ $name }” is not kept.
    .why = It is too long, or { $count } questions are kept already.
    .next = forget one: `maillage stats --list-saved`
problem-visit-invalid = { $command ->
        [visit-amend] The visit was not amended.
       *[other] The visit was not recorded.
    }
    .why = Part of what was given is not possible; see the detail.
    .next = { $command ->
            [visit-amend] correct it and try again: `maillage visit amend NUMBER --outcome OUTCOME`; the options are in `maillage visit amend --help`
           *[other] correct it and try again: `maillage record TYPE OUTCOME`; the options are in `maillage record --help`
        }
problem-visit-unknown = No visit has the number “{ $id }”.
    .why = Perhaps it was deleted, or noted on another device.
    .next = see the numbers: `maillage visit list`
problem-visit-ambiguous = Several visits have a number that begins with “{ $id }”.
    .why = The beginning that was given does not say which one.
    .next = give more digits of the number; `maillage visit list --json` shows them all
problem-import-bad-rows = { $count ->
        [one] { $count } row of { $file } is not good; nothing was taken in.
       *[other] { $count } rows of { $file } are not good; nothing was taken in.
    }
    .why = A file is taken in whole or not at all, so that the figures are right.
    .next = { $command ->
            [permanence-import] correct the file and begin again: `maillage permanence import { $file }`
            [visit-tally] correct the file, or take in the good rows only: `maillage visit tally { $file } --skip-bad`
            [session-import] correct the file, or take in the good rows only: `maillage session import { $file } --skip-bad`
           *[other] correct the file, or take in the good rows only: `maillage visit import { $file } --skip-bad`
        }
problem-record-needs-words = It is not said which request to record.
    .why = Key by key, `maillage record` asks only on a terminal, without `--json`, `--no-input` or `--dry-run`.
    .next = say type and outcome: `maillage record itsme resolu`; the others are in `maillage record --help`
problem-session-invalid = The session sheet was not noted.
    .why = Some values cannot be taken as they are.
    .next = correct and try again; the possibilities are in `maillage session close --help`
problem-session-closed = The session { $slug } of { $day } is accounted for already.
    .why = It is noted what became of it; to open it again would undo that.
    .next = to correct its sheet: `maillage session close --permanence { $slug } --date { $day }`
problem-session-without-visits = It is not said what became of the session { $slug } of { $day }.
    .why = No visit is noted: perhaps nobody came, it did not take place, or the visits are still to be noted.
    .next = if nobody came, `maillage session close --permanence { $slug } --date { $day } --empty`; if it was cancelled, `maillage session close --permanence { $slug } --date { $day } --cancelled REASON`; if the visits will follow, `maillage session close --permanence { $slug } --date { $day } --status tenue`
problem-session-has-visits = { $count ->
        [one] { $count } visit is noted for the session { $slug } of { $day }.
       *[other] { $count } visits are noted for the session { $slug } of { $day }.
    }
    .why = A session with visits was held; the two do not go together.
    .next = read the visits again, delete those that did not take place: `maillage visit list --permanence { $slug } --from { $day } --to { $day }`; or note it as held: `maillage session close --permanence { $slug } --date { $day } --status tenue`
problem-several-operators = The file { $file } holds the permanences of several operators.
    .why = Importing them all would announce them as your own. Operators of the file: { $known }.
    .next = add the name of yours as it stands in the file: `maillage permanence import { $file } --only NAME`
problem-file-unreadable = The file { $file } cannot be used.
    .why = This is what prevents it: { $why }.
    .next = check its name and content; what the command expects: `maillage { $asked } --help`
problem-file-unwritable = The file { $file } cannot be written.
    .why = This is what prevents it: { $why }. What it held has not changed.
    .next = choose another place; how to name it: `maillage { $asked } --help`
problem-file-exists = The file { $file } exists already.
    .why = Writing it would erase what is in it.
    .next = choose another name, or add `--yes` to replace it
problem-days-imported = { $count ->
        [one] { $count } day of { $file } was taken in before.
       *[other] { $count } days of { $file } were taken in before.
    }
    .why = Taking them in twice would count double. Days: { $days }.
    .next = { $command ->
            [visit-tally] to replace these days, `maillage visit tally { $file } --replace-days`; to add all the same, `maillage visit tally { $file } --add`
            [visit-tally-skip-bad] to replace these days, `maillage visit tally { $file } --skip-bad --replace-days`; to add all the same, `maillage visit tally { $file } --skip-bad --add`
            [visit-import-skip-bad] to replace these days, `maillage visit import { $file } --skip-bad --replace-days`; to add all the same, `maillage visit import { $file } --skip-bad --add`
           *[other] to replace these days, `maillage visit import { $file } --replace-days`; to add all the same, `maillage visit import { $file } --add`
        }
problem-month-open = The month { $month } is not over yet.
    .why = A month is closed when all its sessions are past.
    .next = try again after the last day of the month: `maillage month close { $month }`
problem-month-empty = Nothing is noted for the month { $month }.
    .why = Closing it would publish hidden figures for ever, while perhaps only the session sheets are missing.
    .next = say first what became of the sessions, also of those that were cancelled, `maillage session close --permanence SHORT-NAME --date DAY` or `maillage session import FILE`; then `maillage month close { $month }`
problem-month-closed = The month { $month } is already closed.
    .why = A period is published only once; corrections enter the next, wider period.
    .next = see what is published: `maillage publication list`
problem-month-incomplete = { $count ->
        [one] { $count } expected session is missing in the month { $month }: nobody knows what became of it.
       *[other] { $count } expected sessions are missing, the first in the month { $month }: nobody knows what became of them.
    }
    .why = A month is published only once: a session that took place without being noted would be missing from the figures for ever.
    .next = say what became of each, `maillage session close --permanence SHORT-NAME --date DAY` (with `--empty` if nobody came, `--cancelled REASON` if it did not take place); or take their sheets from a file, `maillage session import FILE`; or close and say why they are missing: `maillage month close { $month } --partial lost-sheets`
problem-months-none = There is no month to close before { $before }.
    .why = All are already closed, or nothing is noted in them.
    .next = see what is published: `maillage publication list`
problem-decision-unknown = No decision has the reference “{ $reference }”.
    .why = It does not exist, or has not arrived here yet.
    .next = see the list: `maillage decision list`
problem-publication-unknown = There is no publication “{ $reference }”.
    .why = That month is not closed, or has not arrived here yet.
    .next = see the list: `maillage publication list`
problem-dysfunction-code = “{ $value }” is not a known word for { $field }.
    .why = There are: { $known }.
    .next = choose one of these words; what they mean is in `maillage dysfunction report --help`
problem-dysfunction-personal = The text holds what may point at a person: “{ $value }”, characters { $place }. Nothing was sent.
    .why = It is { $why }; a report goes to all members and cannot be called back.
    .next = say it without this part, or without a text; the options are in `maillage dysfunction report --help`
problem-dysfunction-unknown = No report has the reference “{ $reference }”.
    .why = It does not exist, was withdrawn, or has not arrived here yet.
    .next = see the list: `maillage dysfunction list`
problem-dysfunction-ambiguous = Several reports have a code that begins with “{ $reference }”.
    .why = The beginning that was given does not say which one.
    .next = give the whole code; the list is in `maillage dysfunction list --mine --json`
problem-dysfunction-of-others = The report { $code } is { $name }’s.
    .why = Each operator changes its own reports only.
    .next = make your own, it will be counted with the others: `maillage dysfunction report SERVICE KIND --severity SEVERITY`
problem-dysfunction-unchanged = The report { $code } says so already.
    .why = Nothing would change.
    .next = see what it says: `maillage dysfunction show { $code }`
problem-dysfunctions-full = A further report would have no effect.
    .why = An operator has at most 1024 reports, a device speaks of them at most 4096 times, and of one report at most 1024 times.
    .next = see yours: `maillage dysfunction list --mine`
problem-coverage-incomplete = Figures are still missing.
    .why = { $published } of { $expected } publications have arrived, and you asked for a complete total.
    .next = exchange with the members: `maillage sync now`; or take what is there, without `--require-complete`
problem-not-converged = Not all nodes know the same yet.
    .why = { $seconds ->
        [one] One second was not enough.
       *[other] { $seconds } seconds were not enough.
    }
    .next = wait longer: `maillage status --wait converged --timeout 300`
problem-answer-needed = This command asks a question, and nobody can answer it here.
    .why = There is no terminal, or `--no-input` was given.
    .next = give the answer in the command, with `{ $flag }`
problem-cancelled = Nothing was done.
    .why = You answered no.
    .next = to look without changing anything, add `--dry-run` to the command
problem-demo-data = The data of the demonstration cannot be read in { $path }.
    .why = A file is missing or not in the right form. Detail: { $why }.
    .next = try with the data supplied: `maillage demo`
problem-demo-failed = The demonstration stopped at the step “{ $step }”.
    .why = Technical detail: { $why }.
    .next = begin again and keep the traces: `maillage demo --once --keep FOLDER`
problem-usage = The command is not understood.
    .why = { $why }
    .next = see what is possible: `maillage --help`, or add `--help` to your command
problem-bug = The program made a mistake. It is not yours.
    .why = To report, with the command you typed: { $why }.
    .next = your data are in place; check with `maillage status`

## Why a row or a field is refused

reason-unknown = refused ({ $code })
reason-missing = a value is needed
reason-unknown-code = this code is not in the vocabulary
reason-unknown-permanence = you have no such permanence
reason-day-format = a day is written like 2026-03-05
reason-no-such-day = there is no such day
reason-future-day = this day is still to come
reason-type-of-other-category = this type belongs to another category
reason-not-a-number = this is no number
reason-too-large = this number is too big
reason-column-count = the row does not have the right number of columns
reason-unclosed-quote = a quotation mark is not closed
reason-timetable = days are written in short English, Mo Tu We Th Fr Sa Su, and PH for public holidays; example: `We 14:00-17:00`
reason-name = it must be one line of plain text
reason-slug = small letters without accents, digits and dashes only
reason-postal-code = a Belgian postal code has four digits
reason-commune-code = no commune has this NIS code
reason-coordinate = this position is not possible
reason-language-code = a language is written with two letters, like en
reason-phone = this number cannot be called
reason-yes-no = it must be oui, non or inconnu
reason-year-out-of-range = the year must lie between 2000 and 2199
reason-referral-without-referral-outcome = a referral needs the outcome “reoriente”
reason-negative-duration = a duration cannot be negative
reason-negative-number = a number of people cannot be negative
reason-negative-count = a number of visits cannot be negative
reason-counted-twice = the same is counted on an earlier line
reason-too-many-visits = the file counts more visits than one file may bring
reason-still-planned = this does not say what became of the session
reason-not-utf8 = this is not readable text (UTF-8)
reason-line-too-long = the line is far too long
reason-repeated-slug = another row has this short name already
reason-place-kind = the kinds of places are: { $columns }
reason-languages = languages are written like fr|nl, each once
reason-permanence-status = it must be demandee, a_l_etude, convention, planifiee, active, suspendue or fermee
reason-session-missing = no sheet and no visit: nobody knows what became of this session
reason-exception = days are written like 2026-12-24 or 2026-12-24..2026-12-31, with hours `2026-12-20 14:00-17:00`
reason-exception-backwards = the first day comes after the last
reason-exception-not-open = the permanence does not open on the day to be moved
reason-exception-hours = the usual hours are not known: give some, such as `2026-12-20 14:00-17:00`
reason-exception-too-long = the timetable has no room for this exception: write it again without the old ones
reason-timetable-empty = the timetable is empty
reason-timetable-too-long = the timetable is too long
reason-timetable-text = a timetable is one line without special characters
reason-name-empty = the name is empty
reason-name-too-long = the name is too long
reason-name-lines = the name has several lines
reason-name-text = the name holds a special character
reason-situation-empty = the text is empty
reason-situation-too-long = the text has more than 280 characters
reason-situation-lines = the text has several lines
reason-situation-text = the text holds a special character
reason-situation-personal = the text holds what may point at a person
reason-personal-national-number = a national register number
reason-personal-phone = a telephone number
reason-personal-account = a bank account number
reason-personal-email = an e-mail address
reason-personal-link = a link, which may hold somebody’s file and lead anywhere
reason-empty-file = the file is empty
reason-header-unreadable = the first line does not name columns, or is not UTF-8
reason-unknown-columns = these columns are not known: { $columns }
reason-repeated-column = this column is named twice: { $columns }
reason-missing-columns = these columns are missing: { $columns }
reason-file-too-long = the file is too long
reason-file-not-found = it does not exist
reason-file-not-permitted = you do not have the right to
reason-file-is-folder = it is a folder
reason-file-below-file = a part of its path is a file, not a folder
reason-file-no-room = there is no room left on the disk
reason-file-read-only = the disk can only be read
reason-file-name = this name is not possible
reason-file-is-device = it is a device, not a file
reason-peer-silent = nothing answers at its addresses
reason-peer-cut = the conversation ended before its time
reason-peer-not-a-member = it does not count this device among those of members
reason-peer-protocol = it did not follow the rules of the exchange
reason-own-difficulty = the difficulty is on this computer
reason-not-announced = this node has not announced itself to the members yet
reason-address-in-use = another program uses it already
reason-address-not-here = it is no address of this computer
reason-address-refused = the system does not accept it
reason-store-content = what it holds is not what was written
reason-disk-failed-before = the disk failed before; stop this node and start it again
reason-store-order = it does not follow what is there already
reason-key-gone = a key is missing
reason-key-there = there is a key already
reason-key-damaged = the key in it is not what was written any more
reason-file-in-the-way = something is in that place already
reason-file-refused = the system or the disk refused it
reason-name-taken = another member has this name
reason-already-member = this organisation is a member already
reason-too-many-devices = this organisation has as many devices as it may have
reason-decision-too-long = it would be too long
reason-register-rule = the register does not admit it
reason-no-home-folder = the system does not say where your data goes
reason-not-evidence = it is not a file of evidence of Maillage
reason-offer-prefix = it does not begin like such a text
reason-offer-damaged = it is cut off, or a character has changed
reason-offer-unknown = it needs a later version of Maillage
reason-offer-signature = the device that it names did not sign it
reason-damage-cut = the file ends there
reason-damage-unpacking = what stands there cannot be unpacked
reason-damage-shape = what stands there is impossible in a backup
reason-damage-hash = the fingerprint of the whole does not fit
reason-damage-size = it would unpack to more than a backup of this size
reason-damage-content = what stands there is not authentic or contradicts itself
reason-inside-home = a place inside the folder of this node: it would be lost with it
reason-unknown-commune = no host of the directory lies in this commune
reason-moment = a moment is written like 2026-10-15T14:30
reason-months-backwards = the first month is after the last
reason-dimension = figures are counted by month, quarter, year, permanence, operator, commune, region, host; with --local also by category, request, outcome, referral, gender, age, duration, channel, device, language, participation
reason-format = the name of the file does not say its form; it ends in .xlsx, .csv or .json, or `--format` gives it
reason-region = a region is brussels, wallonia or flanders
reason-only = a criterion is written for example category=demarches or age=65-69,70-74
reason-only-local = these figures are not published; your own are counted so with `--local`
reason-weekday = it must be a day of the week, like Thursday, or a date like 2026-03-05

## Headings of columns and labels of lines

label-address = Address
label-age = Age
label-appointment = Appointment
label-approvals = Approvals
label-category = Category
label-channel = Place of the help
label-code = Code
label-commune = Commune
label-region = Region
label-date = Date
label-day = Day
label-decision = Decision
label-device = Device
label-devices = Devices
label-digest = Fingerprint
label-expires = Valid until
label-field = Column
label-exchange-language = Language
label-gender = Gender
label-home = Folder
label-host = Host
label-interval = Between
label-at-least = At least
label-at-most = At most
label-made-on = Made on
label-counted-by = Counted by
label-protection = Protection
label-question = Question
label-share = Share
label-earlier = Before
label-change = Change
label-inviter = Invited by
label-kind = Kind
label-languages = Languages
label-last-exchange = Last exchange
label-line = Line
label-member = Member
label-month = Month
label-name = Name
label-network = Network
label-number = No.
label-operator = Operator
label-outcome = Outcome
label-permanence = Permanence
label-phone = Phone
label-quarter = Quarter
label-reason = Reason
label-reference = Reference
label-role = Role
label-slug = Short name
label-state = State
label-suggestion = Perhaps
label-next-sessions = Next sessions
label-school-holidays = School holidays
label-timetable = Timetable
label-participation = Participation
label-referral = Referral
label-duration = Duration
label-type = Request
label-value = Value
label-visits = Visits
label-wheelchair = Wheelchair
label-year = Year
label-service = Service
label-dysfunction = Problem
label-operators = Operators
label-reports = Reports
label-since = Since
label-severity = Severity
label-workaround = Workaround
label-situation = What happens
label-backup = Backup
label-keys = Keys
label-protected = Protected
label-part = Part
label-rows = Rows
label-faults = Faults
label-taken-over = Taken over
label-not-taken-over = Not taken over
label-place = Place
label-why = What is wrong
label-sessions = Sessions
label-event = What happened
label-volunteers = Volunteers
label-insertion = Integration
label-employees = Employees
label-turned-away = Turned away

## Values

value-yes = yes
value-no = no
value-not-noted = not noted
value-unknown = not known
value-hidden = hidden
value-keys-none = none
value-protected = by a passphrase
value-unprotected = no
part-journals = journals
part-facts = this node
part-journal_forks = proofs of double histories
part-items = register
part-item_arrivals = order of arrival in the register
part-visits = visits
part-sessions = sessions
part-imports = imported files
part-imported_days = imported days
part-closed_months = closed months
part-trail = trail of corrections
part-invitations = invitations
part-join_requests = requests to join
part-peers = neighbours
state-up-to-date = up to date
state-running = in progress
state-waiting = waiting
state-offline = offline
state-to-check = to check

## What commands answer

dry-run-note = A trial only: nothing was changed.
saved-to = Written to { $path }.
network-created = The network “{ $network }” is created. { $operator } is its first member.
network-created-next = Next: invite a member with `maillage member invite --for ORGANISATION`, and keep in touch with `maillage node run`.
join-question = Join the network “{ $network }”, invited by { $inviter }?
join-waiting = The request is sent. Read this code to { $inviter } by phone: { $code }
join-done = Welcome: { $operator } is a member of the network “{ $network }”.
invitation-created = Invitation for { $name }, valid until { $expires }. It serves only once.
invitation-next = The person invited types: `maillage join INVITATION --operator ORGANISATION`
invitation-revoked = The invitation { $code } is taken back.
invitations-none = No invitation is open.
requests-none = No request waits for your answer.
request-accept-question = Did { $name } read you the same code, { $code }? Accept?
request-accepted = { $name } joins the network.
request-proposed = { $name } is proposed; still to come: { $count ->
        [one] { $count } approval.
       *[other] { $count } approvals.
    }
request-refused = The request of { $name } is refused.
node-ready = { $operator } is in touch, listening on { $address }. Ctrl-C to stop.
node-resumed = Your organisation is no longer suspended.
node-stopping = Stopping; everything noted is kept.
node-disk-again = The disk takes what is written again.
status-node-off = The node is not running: the news waits. To keep in touch: `maillage node run`
status-alone = No neighbour is connected; all that you note will leave at the next occasion.
status-converged = { $count ->
        [one] { $count } neighbour knows the same as you.
       *[other] { $count } neighbours know the same as you.
    }
status-good = All is well.
sync-done = Exchange done with { $count ->
        [one] { $count } member.
       *[other] { $count } members.
    }
host-added = The host { $slug } is added.
hosts-none = No host yet. To add one: `maillage host add --help`
permanence-added = The permanence { $slug } is added; the whole network will see it.
permanence-changed = The permanence { $slug } is changed.
permanences-none = No permanence matches.
visit-recorded-undo = A mistake? `maillage visit delete { $number }`
visit-delete-question = Delete the visit { $number } ({ $request }, { $day }) for good?
visit-deleted = The visit { $number } is deleted.
visits-none = No visit matches.
visits-skipped = { $count ->
        [one] { $count } row left out.
       *[other] { $count } rows left out.
    }
month-close-question = Close { $month }? Its figures will be published and cannot be withdrawn.
months-close-question = Close { $count ->
        [one] { $count } month
       *[other] { $count } months
    }? Their figures will be published and cannot be withdrawn.
publications-none = Nothing is published yet.
decisions-none = Nothing is decided yet.
demo-step = Step { $number } of { $total }: { $what }
demo-kept = The nodes are kept in { $path }. To visit one: `maillage --home { $path }/NAME status`
backup-created = The backup is written to { $path }.
backup-created-keys = Whoever has this file can speak for your organisation and read your notes: keep it like a key. To protect it with a passphrase: `maillage backup create FILE --passphrase`
backup-created-protected = Without the passphrase nobody reads this file, you neither: keep it elsewhere.
backup-created-keyless = The keys are not in it. Whoever has this file reads your notes all the same, and without the keys it is not enough to make this node anew.
backup-sound = The backup is whole.
backup-sound-next = To put it back, in an empty folder: `maillage --home FOLDER backup restore { $path }`
backup-sound-next-keyless = To put it back, in an empty folder, with the folder where you keep the keys of the device: `maillage --home FOLDER backup restore { $path } --keys KEYS`
backup-restored = The node of { $operator } is back, as it was on { $made }.
backup-restored-next = Do not start the old one again. This node reads and notes; it writes for others again once enough members have told it how far it had come: `maillage node run`
backup-restored-alone = Do not start the old one again. This node writes again: `maillage node run`
resume-question-stopped = Has the other copy of this node been stopped for good?
resume-question-alone = Has nobody joined the network since this backup, and has the old node been stopped for good?
resume-writes = This node writes again.
resume-waits = This node waits for members to tell it how far it had written: { $met } of { $needed }.
resume-waits-next = Keep in touch: `maillage node run`
resume-nothing = Nothing holds this node back: it writes.
store-sound = Everything is in order.
store-repair-question = Make the data of this node anew from what is still sound? The damaged file stays beside; until other members have said how far it had come, this node reads, and takes notes as soon as your permanences are there, but writes nothing that they would see.
store-repair-led = Nothing is damaged; what is still lacking will be asked of the member of the invitation first.
store-repair-nothing = Nothing is damaged: nothing was changed.
store-repaired = { $count ->
        [0] The data are made anew; nothing was lost.
        [one] The data are made anew, except for one row.
       *[other] The data are made anew, except for { $count } rows.
    }
store-repaired-anew = Nothing could be read any more; the data begin anew, and what the members know will come back from them.
store-repaired-next = Keep in touch: `maillage node run`; this node will write again once enough members have told it how far it had come.
store-repaired-alone = If there are other members: `maillage node run`; if you are alone in the network: `maillage backup resume --alone`
store-repair-kept = The damaged file is kept as it is: { $path }
store-repair-lost = Visits, sessions and closed months that cannot be read any more are with nobody else. A backup may have them: put it into another folder with `maillage --home FOLDER backup restore FILE`, look with `maillage --home FOLDER visit list`, and note here what is missing.
store-repair-doubtful = Pages of the file have changed: a visit that was taken over may be wrong without showing it. Compare with your sheets or a backup.
prune-done = { $count ->
        [one] One page change that a snapshot replaces is kept no longer
       *[other] { $count } page changes that snapshots replace are kept no longer
    }, { $bytes } bytes.
prune-nothing = This node keeps nothing that it does not need.
prune-snapshot = { $count ->
        [one] Your page begins anew from a snapshot that replaces one change.
       *[other] Your page begins anew from a snapshot that replaces { $count } changes.
    }
prune-snapshot-next = They go by themselves once a majority of members has confirmed what is settled. If another device of your organisation changed the page without having synchronised, make that change there again. Stay in touch: `maillage node run`
prune-changes-next = { $count ->
        [one] Your page has had one change since its last snapshot.
       *[other] Your page has had { $count } changes since its last snapshot.
    } To replace them by a snapshot: `maillage store prune --snapshot`

## Progress of long work

progress-join-asking = Asking to join
progress-sync-peers = Exchanging with the other members
progress-import-rows = Reading rows
progress-import-writing = Recording
progress-close-months = Closing months
progress-backup-write = Writing the backup
progress-backup-read = Verifying the backup
progress-store-check = Verifying the data
progress-store-repair = Taking over what is sound
progress-working = Working

## The demonstration's steps

demo-begins = A network of { $count } fictitious operators, on this computer only.
demo-network-name = Demonstration network
demo-step-found = the first operator creates the network
demo-step-join = the others are invited, ask to join and are accepted
demo-step-record = each enters its permanences, sessions and visits
demo-step-publish = each closes its months, the permitted figures are published
demo-step-meet = the nodes exchange until they show the same view
demo-figures = { $shown } figures published ({ $visits } visits), { $hidden } hidden.
demo-dysfunction = Reported together: { $service }, { $kind } ({ $reports ->
        [one] { $reports } report
       *[other] { $reports } reports
    } by { $operators ->
        [one] { $operators } operator
       *[other] { $operators } operators
    }).
demo-situation = The confirmation code does not arrive
demo-converged = All nodes show the same view, after { $seconds } seconds.
demo-not-converged = The nodes do not show the same view.
demo-talk = The nodes stay up. To talk to them, in another terminal (the day is fixed there with MAILLAGE_CLOCK=2026-10-15):
demo-stop = Ctrl-C stops them and erases everything.
label-view = View
label-process = Process
label-entries = Entries
## Permanences, records and figures

arg-permanence-status = Stage of the permanence: active, suspendue, fermee…
dry-run-answer = { $sentence } (Only a trial: nothing was changed.)
host-next = Then its permanence: `maillage permanence add SHORT-NAME --name NAME --host { $slug } --timetable TIMETABLE`
permanence-next = To see it: `maillage permanence show { $slug }`
permanences-next = All about one permanence: `maillage permanence show SHORT-NAME`
permanences-own-none = No permanence yet. To add one: `maillage permanence add --help`
permanences-taken = New or changed permanences: { $permanences }; hosts: { $hosts }; rows already known: { $unchanged }.
permanences-taken-none = No row of the file is of the operator “{ $operator }”.
directory-day = Open on { $day }:
directory-next = The entry of one permanence: `maillage directory show SHORT-NAME`
verified-ago = { $days ->
        [0] today
        [1] yesterday
       *[other] { $days } days ago
    }
verified-never = never
source-device = device { $device }, entry { $entry } of its journal
sessions-taken = Session sheets added: { $added }; replaced: { $replaced }; already known: { $unchanged }.
sessions-expected-none = No session was expected or noted in that month.
sessions-holidays-unknown = School holidays are known until { $until } only: after that, sessions of { $permanence } are expected during holidays as well. If a session does not take place, say so with `maillage session close`.
sessions-accounted = Expected sessions of which it is known what became of them: { $accounted } of { $expected }.
sessions-next = Those of which nothing is known: `maillage session missing`
session-without-sheet = no sheet
session-to-come = to come
session-by-visits = visits noted
missing-none = No expected session is missing.
missing-next = Say what became of each, `maillage session close --permanence SHORT-NAME --date DAY` (with `--empty` if nobody came, `--cancelled REASON` if it did not take place); or take their sheets from a file, `maillage session import FILE`
sessions-taken-next = When the month is over: `maillage month close`
visits-taken = Visits taken in: { $rows }; sessions: { $days }; visits replaced: { $replaced }.
visits-taken-next = To read them: `maillage visit list`
visits-already = This file was taken in before: nothing was added.
visits-already-next = To replace what it brought: `maillage visit import { $file } --replace-days`
visit-noted = Noted (number { $count } of the session): { $request }, { $outcome }, { $permanence }, { $day }.
visit-noted-number = No. { $number }
visit-corrected = Visit { $number } is corrected: { $request }, { $outcome }, { $permanence }, { $day }.
visit-late = The figures of that month are published and change no more; the visit counts in a later, wider period.
visits-more = The newest { $shown } of { $total }; for all, add `--limit { $limit }`
visits-next = To correct: `maillage visit amend NUMBER --outcome OUTCOME`; to delete: `maillage visit delete NUMBER`
record-begins = { $permanence }, { $day }: { $count ->
        [0] no visit noted yet.
        [one] { $count } visit noted.
       *[other] { $count } visits noted.
    }
record-keys = A digit, or the beginning of a word and Enter. “=”: the same again; “-”: take the last one back; “,”: add to it (age, gender…); “?”: this help; “0”: the end.
record-prompt = { $question }: { $typed }
record-question-permanence = Permanence
record-question-need = Need
record-question-outcome = Outcome
record-question-detail = Add (Enter: nothing more)
record-noted = Noted, number { $count } of the session: { $request }, { $outcome }.
record-completed = Added: { $field }, { $value }.
record-taken-back = Taken back: { $request }, { $outcome }. { $count ->
        [0] No visit is left.
        [one] { $count } visit is left.
       *[other] { $count } visits are left.
    }
record-nothing-before = No visit was noted here before. An older one: `maillage visit list`
record-wrong-key = That key does nothing here. { $last ->
        [0] Backspace takes the last letter away.
       *[other] Possible: 1 to { $last }, letters, Backspace, “?” for help, “0” for the end.
    }
record-ends = { $noted ->
        [0] Nothing noted
        [one] { $noted } visit noted
       *[other] { $noted } visits noted
    }; { $permanence } has { $count } that day.
record-ends-next = Is the session over? `maillage session close --permanence { $permanence } --date { $day }`
detail-age = Estimated age
detail-gender = Gender
detail-duration = Minutes it took
detail-language = Language
detail-participation = The person’s own part
detail-device = Device
detail-channel = Where the help took place
detail-referral = Referred to (Enter: skip)
session-opened = Session opened: { $permanence }, { $day }; at work: { $people }.
session-opened-next = To note the visits: `maillage record --permanence { $permanence } --date { $day }`
session-closed = { $permanence }, { $day }: { $status }; visits: { $count }; at work: { $people }; turned away: { $away }.
session-closed-next = All sheets: `maillage session list`
sessions-none = No session sheet matches.
sessions-more = The newest { $shown } of { $total }; for all, add `--limit { $limit }`
sessions-open = Planned sessions are still to be accounted for: `maillage session close --permanence SHORT-NAME --date DAY`
tally-already-next = To replace what it brought: `maillage visit tally { $file } --replace-days`
grid-title = { $permanence }, { $day }: a stroke for each visit
grid-next = After the session, a line for each cell with strokes (permanence, date, type, resultat, nombre): `maillage visit tally FILE`
history-imported = { $count ->
        [one] { $count } visit taken in from a file
       *[other] { $count } visits taken in from a file
    }
history-amended = visit { $number } corrected
history-deleted = visit { $number } deleted
history-replaced = { $permanence }: { $count ->
        [one] { $count } visit replaced by those of another file
       *[other] { $count } visits replaced by those of another file
    }
history-closed-partial = { $month } closed without all of its sessions ({ $reason })
history-closed = { $month } closed
history-none = Nothing was taken in, corrected or deleted here.
history-next = This trail stays on this computer. That of one visit: `maillage visit history NUMBER`
close-preview = This would be published; all the rest stays on this computer.
months-published = Months closed and published: { $months }; figures shown: { $shown }; hidden: { $hidden }.
month-partial = { $count ->
        [one] { $month } is closed although { $count } session is missing ({ $reason }).
       *[other] { $month } is closed although { $count } sessions are missing ({ $reason }).
    }
partial-lost-sheets = sheets lost
partial-staff-away = team away
partial-first-month = first month
partial-kept-elsewhere = noted in another system
partial-other = another reason
months-published-next = To see them as everyone does: `maillage publication list`
publications-next = The figures of a period: `maillage publication show OPERATOR PERIOD`
publication-title = { $operator }, { $period }
publication-source = Published by { $source }.
publication-partial = Closed here although sessions were missing: { $reason }. Other members do not see that.
publication-anchored = The register of the network has settled it: it changes no more.
publication-not-anchored = The register of the network has not settled it yet.
publication-disputed = Two different contents were published: neither counts.
publication-next = The figures of the whole network: `maillage stats`
dysfunction-ask-service = Which service? [{ $codes }]
dysfunction-ask-kind = What is wrong? [{ $codes }]
dysfunction-ask-severity = How bad? [{ $codes }]
dysfunction-text-question = This text goes to all members and cannot be called back: “{ $text }”. Does it really point at nobody?
dysfunction-reported = Reported: { $service }, { $kind }, { $severity }. { $operators ->
        [1] Nobody else has reported it so far.
       *[other] { $operators } operators have reported it.
    }
dysfunction-number = Code { $code }.
dysfunction-reported-next = When the service has been told: `maillage dysfunction amend { $code } --state signale`; when it works again: `maillage dysfunction close { $code }`
dysfunction-changed = The report { $code } is changed: { $service }, { $kind }, { $severity }, { $state }.
dysfunction-changed-next = To see it again: `maillage dysfunction show { $code }`
dysfunction-withdraw-question = Withdraw the report { $code } ({ $service }, { $kind })?
dysfunction-withdrawn = The report { $code } is withdrawn: nobody shows it any more.
dysfunctions-none = No report matches. To make one: `maillage dysfunction report --help`
dysfunctions-next = All about a group: `maillage dysfunction show REFERENCE`; a dossier to hand over: `maillage dysfunction export`
dysfunction-title = { $service }: { $kind }
dysfunction-together = { $reports ->
        [one] { $reports } report
       *[other] { $reports } reports
    } by { $operators ->
        [one] { $operators } operator
       *[other] { $operators } operators
    }, since { $since }; at worst: { $severity }; { $states }.
dysfunction-state-count = { $state }: { $count }
dysfunction-show-next = To join in: `maillage dysfunction report { $service } { $kind } --severity SEVERITY`
dossier-title = Dysfunctions of digital services
dossier-intro = Reported by the operators of the network “{ $network }”. As of { $day }.
dossier-note = A report is an operator’s; several people may be behind each, and none is pointed at. “Since” is the first day that an operator remembers.
dossier-situations = Situations met:
dossier-none = No reports.
dossier-workarounds = How people get round it: { $workarounds }.
state-disputed = contradictory
state-published = published
figures-coverage = Coverage: operators { $operators } of { $operators_expected }; permanences { $permanences } of { $permanences_expected }; { $period }.
figures-title = Figures of the network
sheet-figures = Figures
sheet-about = About
question-kept = The question is kept: `maillage stats --saved { $name }`
question-forgotten = The question { $name } is forgotten.
question-again = It was: maillage stats { $words }
questions-none = No question is kept.
questions-none-next = To keep one: `maillage stats --by month --save SHORT-NAME`
questions-next = To ask one: `maillage stats --saved NAME`; to forget it: `maillage stats --forget NAME`
figures-earlier = The period before:
figures-period = period: { $from } – { $to }
figures-no-period = no month published
figures-complete = No month is missing.
figures-missing = Missing: { $missing }
figures-missing-months = { $name } ({ $months })
figures-missing-all = { $name } (has published nothing yet)
figures-disputed = Published twice with different contents, so without effect: { $missing }
months-span = { $from } – { $to }
figures-protection = Figures from 0 to { $most } are hidden so that nobody is recognised, and others that would give them away. They are visits, not persons.
figures-local = RAW FIGURES of your organisation, not protected: not to be handed on.
figures-none = No figures for this question.
figures-between = between { $least } and { $most }
figures-at-least = at least { $least }
figures-hidden = { $count ->
        [one] { $count } hidden figure
       *[other] { $count } hidden figures
    }
figures-next = To count otherwise: `maillage stats --by permanence,month`
figures-next-close = To publish your own missing months: `maillage month close --all-before { $day }`
figures-next-others = Not yet closed by { $names }.
quarter-long = quarter { $quarter } of { $year }
label-hidden = Hidden
label-shown = Shown
label-source = Announced by
label-verified = Verified
## Members, node and state

moment-utc = { $day }, { $time } UTC
label-smallest-figure = Smallest number published
label-for-whom = For
label-approvals-needed = Approvals needed
label-permanences = Permanences
label-made = Made
label-received = Received
label-sent = Sent
label-sponsor = Sponsored by
label-comparison-code = Code to compare
label-node = Node
label-visits-here = Visits noted here
label-decisions = Decisions
label-addresses = Addresses
label-last-error = Last difficulty
label-proposer = Proposed by
label-acknowledged = Confirmed by
label-ordered-by = Put in order by
label-parent = Previous
role-me = you
role-secretary = secretary
network-size = { $name } ({ $members ->
        [0] no members
        [one] { $members } member
       *[other] { $members } members
    }, { $permanences ->
        [0] no permanences
        [one] { $permanences } permanence
       *[other] { $permanences } permanences
    })
operator-joining = { $operator }, waiting to be let in
operator-refused = { $operator }, request refused
node-running = running
node-off = stopped
node-received = Received: { $entries ->
        [one] { $entries } entry
       *[other] { $entries } entries
    } and { $items ->
        [one] { $items } item
       *[other] { $items } items
    } of the register.
next-node-run = Next: `maillage node run`
join-next = Next: leave `maillage node run` running; you are a member as soon as your request is accepted.
next-joining = Your request waits. Read this code to { $inviter } by phone: { $code }
next-refused = Your request was refused. Call { $inviter }; with a new invitation: `maillage join INVITATION --operator ORGANISATION --home FOLDER`
next-requests = { $count ->
        [one] { $count } request to join waits for your answer: `maillage member requests`
       *[other] { $count } requests to join wait for your answer: `maillage member requests`
    }
next-invite = You are the only member. To invite: `maillage member invite --for ORGANISATION`
next-sessions = { $count ->
        [one] Of { $count } recent session nobody knows what became of it. See `maillage session missing`
       *[other] Of { $count } recent sessions nobody knows what became of them. See `maillage session missing`
    }
school-french = French Community
school-flemish = Flemish Community
school-known = { $calendar }, known until { $until }
school-unconfirmed = { $calendar }, known until { $until }, to be confirmed
next-permanence = No permanence is announced yet. To add one: `maillage permanence add --help`
invitation-code = Its code, to find it again or to take it back: { $code }
invitation-keep-running = Your node must be running to receive the request: `maillage node run`
invitation-without-address = Careful: this invitation does not say where to reach you, as your node has never run. Start `maillage node run`, then make another invitation.
invitation-state-open = open
invitation-state-used = used
invitation-state-revoked = taken back
invitation-state-expired = expired
request-state-waiting = waits for your answer
request-state-approved = accepted by you
request-state-refused = refused
request-to-be-ordered = { $name } has all approvals; the secretary’s node has yet to enter the decision.
requests-next-sponsored = A code with a sponsor is the proposal’s: the newcomer does not see it. Ask the sponsor whether theirs was compared by phone, then: `maillage member accept CODE`
requests-next = Compare the code by phone, then: `maillage member accept CODE`
status-exchanging = { $count ->
        [one] { $count } neighbour connected; the exchange is in progress.
       *[other] { $count } neighbours connected; the exchange is in progress.
    }
status-halted = The network cannot decide anything: two decisions contradict each other. See `maillage decision list`
status-needs-update = Part of the network asks for a later version of Maillage.
status-alarms = Alarm: a fault of the program stopped the page of { $operators } as it was. Nobody is to blame and nothing is lost. Update `maillage`, and report it with the node’s log (`MAILLAGE_LOG=error`)
status-restored-waiting = This node comes from a backup, a copy or a repair and writes nothing that others would see: { $met } of { $needed } members have told it how far it had come. Keep in touch: `maillage node run`
status-restored-alone = This node comes from a backup, a copy or a repair, and nobody else can say how far it had come. If you are alone in the network: `maillage backup resume --alone`
status-restored-settling = This node comes from a backup, a copy or a repair: it writes, but will publish figures only once the network has settled what it wrote since.
status-copy-running = Another node writes with the key of this device; this one writes no more. Stop the other for good, then: `maillage backup resume`
status-own-fork = Two different histories of this device are signed: it writes no more. Come in as another device, in another folder: with a device that has the root key, `maillage device pair` there; or with the recovery sheet (`maillage recovery sheet`), `maillage --home FOLDER recover SHEET --name NAME`
status-damaged = Data of this node are damaged. See which: `maillage store check`
status-disk-full = The disk is full: this node writes nothing any more. Make room; it will write again by itself.
status-disk-failed = The disk refused to write ({ $why }): this node tries again by itself. Check the disk; if it lasts, stop the node and start it again: `maillage node stop`, then `maillage node run`.
sync-nobody = Nobody to reach for now.
decisions-pending = { $count ->
        [one] { $count } proposal still waits. See `maillage decision pending`
       *[other] { $count } proposals still wait. See `maillage decision pending`
    }
decision-found = { $operator } founds the network “{ $network }”.
decision-admit = { $operator } joins the network.
decision-hold = For { $operator }, the device { $governing } decides and { $publishing } publishes.
decision-remove = { $operator } is removed from the network. What it published before stays, marked as such.
decision-leave = { $operator } leaves the network. What it published before stays, marked as such.
decision-suspend = { $operator } does not answer any more and is left out of majorities until it comes back.
decision-resume = { $operator } is back and is counted again.
decision-replace-key = { $operator } has a new root key. The device { $device } decides and publishes for it.
decision-policy = The rules change: a figure is shown from { $k } visits on; an admission takes the approval of one member in { $share }, and of at least { $least }.
decision-relays = Relays of the network: { $relays }.
decision-no-relays = No relays any more.
decision-relays-change = The list of relays changes as well.
decision-revocation = The device { $device } speaks for { $operator } no longer. What it wrote after entry { $entry } does not count, except what was settled before.
decision-objection = The former root key of { $operator } objects to having been replaced: the replacement is void.
decision-install = { $operator } keeps the register from now on (term { $term }).
decision-anchor = { $count ->
        [one] The journal of { $count } device is settled: its past changes no more.
       *[other] The journals of { $count } devices are settled: their past changes no more.
    }
view-digest-of = Fingerprint of { $entries } entries and { $items } items of the register. Two members who know the same have the same.
problem-invitation-not-known = { $inviter } does not know this invitation.
    .why = Perhaps it was made on another device, or its data were replaced.
    .next = ask for a new one, then `maillage join INVITATION --operator ORGANISATION`
node-stop-asked = The node is stopping.
difficulty-unreachable = does not answer
difficulty-cut = exchange cut short
difficulty-protocol = did not follow the rules
difficulty-own = difficulty on this computer
reason-not-a-store = this file is not the store of a node
reason-store-is-folder = it is a folder, not the file of the data: move it elsewhere first
reason-store-gone = the keys are there, but not the data that belong to them
reason-nobodys-store = the data do not say any more whose they are
reason-no-address = the invitation does not say where the inviting organisation is reached
label-term = Term
label-rule = Rule
label-before = Today
label-after = Proposed
label-counts-to = Counts up to entry
label-held-to = Known here up to
label-breach = What is proved
label-entry = Entry of the journal
label-setting = Setting
label-meaning = Meaning
rule-smallest-figure = Smallest figure shown
rule-admission-share = Admission: one member in
rule-admission-least = Admission: at least
rule-relays = Relays
standing-suspended = suspended
standing-left = former member, left
standing-removed = former member, removed
matter-approvals = { $given } of { $needed }: { $names }
matter-rejected = rejected by you
matter-waits-for-you = waits for your answer
matter-waits-for-secretary = waits for the secretary’s node to put it in order
matter-waits-for-others = { $count ->
        [one] waits for { $count } more approval
       *[other] waits for { $count } more approvals
    }
matter-decided = It is decided: { $sentence }
propose-question = { $sentence } Propose this?
propose-would-need = { $count ->
        [one] It would take the approval of { $count } member.
       *[other] It would take the approval of { $count } members.
    }
proposed = Proposal { $code }: { $sentence }
proposed-to-be-ordered = It has all its approvals; the secretary’s node still has to put it in order.
proposed-missing = { $count ->
        [one] { $count } approval is still missing.
       *[other] { $count } approvals are still missing.
    }
proposed-next = The other members approve it like this: `maillage decision approve { $code }`
approve-question = { $sentence } Approve this?
approve-proposal-question = { $proposer } proposes: { $sentence } Approve this?
approve-door-question = { $sentence } Approve this, if the code { $code } is the same on the other side?
approved = Your approval is given: { $sentence }
rejected = Left out of what waits for you: { $sentence }
rejected-door = Request refused: { $sentence }
rejected-next = Nobody is told. To approve it after all: `maillage decision approve { $code }`
pending-none = Nothing waits.
pending-next = To answer: `maillage decision approve CODE` or `maillage decision reject CODE`
pending-rejected = { $count ->
        [one] { $count } thing that you rejected is not shown. See `maillage decision pending --all`
       *[other] { $count } things that you rejected are not shown. See `maillage decision pending --all`
    }
pending-to-order = You keep the register, and putting in order is done by hand: `maillage decision order`
withheld-head = The secretary seems to withhold the journal of the device { $device } from before entry { $entry } on; so say: { $members }
withheld-item = The secretary seems to withhold { $code }; so say: { $members }
withheld-next = Talk to it; if it lasts, let another keep the register: `maillage decision propose secretary MEMBER`
order-question = { $count ->
        [one] Put { $count } decision into the register?
       *[other] Put { $count } decisions into the register?
    }
order-would = { $count ->
        [one] { $count } decision would be put in order.
       *[other] { $count } decisions would be put in order.
    }
order-nothing = There is nothing to put in order.
decisions-void = { $count ->
        [one] { $count } decision of a former term has no effect and can be proposed again.
       *[other] { $count } decisions of former terms have no effect and can be proposed again.
    }
next-decisions = { $count ->
        [one] { $count } decision waits for your answer. See `maillage decision pending`
       *[other] { $count } decisions wait for your answer. See `maillage decision pending`
    }
next-halted = Come to an agreement with the other members, then let one of them keep the register: `maillage decision propose secretary MEMBER`
next-suspended = For your organisation to be counted again: `maillage decision propose resume`
next-former = Your own visits stay on this computer: `maillage visit list`
status-former = Your organisation is no longer part of the network. What it published before stays there, marked as such.
status-about-own = A decision about your own organisation is proposed: to remove it, to suspend it, or to give it another root key. If you did not ask for it, call the other members at once; read it: `maillage decision pending`
status-suspended = Your organisation is suspended: it is not counted and approves nothing.
status-turned-away = { $count ->
        [one] The node of { $count } member does not exchange with this device: for it your organisation is not, or no longer, part of the network. Ask; it sees the decision with `maillage decision list`
       *[other] The nodes of { $count } members do not exchange with this device: for them your organisation is not, or no longer, part of the network. Ask; they see the decision with `maillage decision list`
    }
status-halted-between = The network cannot decide anything any more: after decision { $after }, { $count } decisions contradict each other. Signed by: { $signers }
status-withheld = { $count ->
        [one] The secretary seems to withhold { $count } thing. See `maillage decision pending`
       *[other] The secretary seems to withhold { $count } things. See `maillage decision pending`
    }
status-evidence = { $count ->
        [one] { $count } piece of evidence against a device. See `maillage evidence list`
       *[other] { $count } pieces of evidence against devices. See `maillage evidence list`
    }
difficulty-not-a-member = does not count you among the members
breach-fork = Two different histories of its journal
breach-several-decisions = Several decisions after one
breach-invalid-decision = A decision that breaks a rule
breach-several-branches = Acknowledged two contradictory branches of the register
breach-several-installations = Signed for two secretaries in one term
breach-against-acknowledgement = Installed a secretary against what it had acknowledged
breach-refused-change = A change of a page that the rules refuse
evidence-none = No evidence against anybody.
evidence-next = To see one, or to hand them on: `maillage evidence show CODE`, `maillage evidence export FILE`
evidence-consequence = Evidence changes nothing by itself: it is for the members to judge, for example with `maillage decision propose remove MEMBER`
evidence-exported = { $count ->
        [one] { $count } piece of evidence, with the signed bytes: anyone can check it without this node.
       *[other] { $count } pieces of evidence, with the signed bytes: anyone can check them without this node.
    }
setting-govern-auto-on = While it keeps the register, this node puts in order by itself what has its approvals.
setting-govern-auto-off = While it keeps the register, this node puts nothing in order by itself.
config-order-next = To put in order what waits: `maillage decision order`
reason-impossible-rules = a figure is shown from at least 5 visits on, and an admission takes one member in a number of at least 1
reason-too-many-relays = too many relays, or an address that is too long
reason-decided-before = the same was decided before
reason-no-member = this organisation is not a member
reason-branch-may-stand = a majority may have acknowledged a branch of the register that this would leave behind
operator-former = { $operator } (former member)
worth-proved = proved by the signatures alone
worth-signed = signed by this device indeed; the broken rule shows beside the register
worth-nothing = proves nothing

## Devices, keys and recovery

help-device = The devices of your organisation
help-device-after = A new device: `maillage device pair` on this one, then `maillage device pair CODE --name NAME` on the new one, then `maillage device accept CODE` here.
help-device-list = The list of your devices, and of those that ask to become one
help-device-pair = Without a code: make one, valid for fifteen minutes; with a code: make this computer one more device
help-device-accept = Accept a device, after comparing its code
help-device-hold = Say which device decides and which one publishes
help-device-rename = Give a device another name
help-device-revoke = Declare that a device, lost or given away, speaks for you no longer
role-revoked = revoked
revoke-question = The device “{ $name }” will never speak for you again; what it wrote after entry { $entry } will not count. Do you agree?
device-revoked = The device “{ $name }” ({ $code }) is revoked after its entry { $entry }.
problem-device-self = This device cannot revoke itself.
    .why = It would not talk to the others any more, and could tell nobody.
    .next = on another device of your organisation: `maillage device revoke DEVICE`; or, with the recovery sheet, on a new computer: `maillage recover SHEET --name NAME`
problem-device-revoked-already = The device “{ $name }” is revoked already.
    .why = It speaks for you no longer; a second revocation would add nothing.
    .next = look at your devices: `maillage device list`
problem-device-acts = The device “{ $name }” decides or publishes for your organisation.
    .why = Without it nobody would: another device has to take that role first.
    .next = give the role to another one: `maillage device hold --governs DEVICE --publishes DEVICE`, then try again
help-key = The keys of this computer
help-key-status = Where the keys are, and whether the root key has a passphrase
help-key-protect = Give the root key a passphrase, change it or remove it
help-key-protect-after = The root key is the identity of your organisation: it certifies its devices. With a passphrase, a stolen computer is no longer enough to use it; it is only asked for when devices change, never for daily work. Once forgotten it cannot be found again. With `--passphrase-stdin`, one line of the input is the current passphrase if there is one, then one the new.
help-key-rotate-endpoint = Replace the key that secures connections, while the node is stopped
help-recovery = The recovery sheet, to be printed and put in a safe place
help-recovery-sheet = Make the recovery sheet, as text or as a page to print
help-recovery-sheet-after = Example: `maillage recovery sheet --html --output sheet.html`. If the root key has a passphrase, the sheet carries the sealed key, which only that passphrase opens.
help-recover = Come back on a new computer, with the recovery sheet
help-recover-after = Without a file, the lines of the sheet are typed one after the other. The visits noted are not on the sheet.
value-device = DEVICE
arg-pairing-code = The code made on the other device, the file that contains it, or - to read it from the input
arg-device-name = Name of the device, for example “front desk laptop”
arg-pairing-request-code = Short code that the new device shows
arg-own-device = The device, by its name or its short code
arg-governs = The device that decides from now on, by its name or its short code
arg-publishes = The device that publishes from now on, by its name or its short code
arg-passphrase-remove = Remove the passphrase
arg-passphrases-stdin = Read from the input, one a line: the present passphrase if there is one, then the new one
arg-sheet-html = A page to print, with a QR code, instead of text
arg-sheet-plain = Put the key itself on the sheet, even if a passphrase protects it here
arg-sheet-file = The text of the sheet, in a file, or - to read it from the input; otherwise it is typed
problem-root-locked = { $command ->
        [recover] A passphrase protects the key on this sheet.
       *[other] The root key is protected by a passphrase.
    }
    .why = This command binds your organisation; the passphrase is needed and nobody can be asked for it here.
    .next = type the same command in a terminal, where it is asked for, or give the passphrase on the input with `--passphrase-stdin`; what the command expects: `maillage { $asked } --help`
problem-root-absent = The root key is not on this computer.
    .why = { $count ->
            [1] It is kept elsewhere, and it alone can change your devices. The device that had it when this one was accepted: “{ $name }”.
           *[other] It is kept elsewhere, and it alone can change your devices. It is not known here which device has it.
        }
    .next = type the same command on the device that has it, where `maillage key status` says whether the key is there; if it is lost, come back on a new computer with the recovery sheet: `maillage recover FILE --name NAME`
problem-passphrase-wrong = { $command ->
        [recover] The passphrase does not open the key on the sheet.
       *[other] The passphrase does not open the root key.
    }
    .why = It is not the one that was chosen for this key.
    .next = { $command ->
            [recover] try again with the right one: `maillage recover FILE --name NAME`; once forgotten it cannot be found again, and it takes a sheet that was made without it
           *[other] type the same command again with the right one, in a terminal or on the input; what it expects: `maillage { $asked } --help`
        }
problem-passphrase-invalid = This passphrase cannot be used.
    .why = This is what is wrong: { $why }.
    .next = { $command ->
            [backup-create] try again and choose another one: `maillage backup create FILE --passphrase`
            [recover] try again with the passphrase of the sheet: `maillage recover FILE --name NAME`
            [key-protect] choose another one: `maillage key protect`
           *[other] try again with the right one; in a terminal it is asked for: `maillage { $asked } --help`
        }
problem-passphrase-weak = This passphrase is too easy to guess.
    .why = This is what is wrong: { $why }. Whoever has the file may try as many as they like.
    .next = take several unrelated words; in a terminal it is asked for: `maillage { $asked } --help`
problem-home-pairing = This device still waits for { $name } to accept it.
    .why = Another of its devices has to accept it, and the network has to record it.
    .next = leave `maillage node run` running and accept it on the other device; to see how things stand: `maillage status`
problem-home-recovering = The return of { $name } is not recorded yet.
    .why = The secretary’s node has to record this new device.
    .next = leave `maillage node run` running; to see how things stand: `maillage status`
problem-pairing-malformed = This device code is not whole.
    .why = This is what is wrong: { $why }.
    .next = copy all of it: `maillage device pair CODE --name NAME`
problem-pairing-expired = This device code is no longer valid.
    .why = It was valid until { $expired }.
    .next = make another one on the other device: `maillage device pair`
problem-pairing-used = This device code was used already.
    .why = A code serves one device only.
    .next = make another one on the other device: `maillage device pair`
problem-pairing-not-known = The other device does not know this code.
    .why = It was forgotten after a day, or the data of the device was replaced.
    .next = make another one on the other device: `maillage device pair`
problem-pairing-unknown = No device asks with the code “{ $code }”.
    .why = Its request has not arrived yet, or it was answered already.
    .next = see those that wait: `maillage device list`
problem-pairings-full = Too many device codes are waiting already.
    .why = This device keeps only a few at a time.
    .next = wait a day, or answer those that wait: `maillage device list`
problem-device-unknown = None of your devices is called “{ $name }”.
    .why = Those recorded: { $known }.
    .next = see their names and codes: `maillage device list`
problem-device-ambiguous = Several of your devices are called “{ $name }”.
    .why = Their codes: { $known }.
    .next = give the device’s code in place of its name; which is which: `maillage device list`
problem-device-exists = One of your devices is called “{ $name }” already.
    .why = Two devices of one name would be mistaken for each other.
    .next = choose another name; those that exist are in `maillage device list`
problem-device-not-held = The journal of the device “{ $name }” has not arrived here yet.
    .why = Without knowing what it published last, its publications would be lost.
    .next = exchange first: `maillage sync now`
problem-statement-pending = Your last change of devices is not recorded yet.
    .why = The secretary’s node has to record it before the next one, or one of the two would be lost.
    .next = exchange, then try again: `maillage sync now`
problem-sheet-unreadable = The recovery sheet cannot be read.
    .why = { $count ->
            [0] This is what is wrong: { $why }.
           *[other] This is what is wrong: { $why } (line { $count }).
        }
    .next = correct it and try again: `maillage recover FILE --name NAME`; without a file the lines are typed and checked one by one
problem-recovery-unknown = No member that was reached recognises the sheet of { $name }.
    .why = The organisation is no longer a member, or its root key was replaced since.
    .next = call a member of the network; then try again: `maillage recover FILE --name NAME`
problem-endpoint-in-use = The key of the connections cannot be replaced while the node is running.
    .why = All its connections depend on it.
    .next = stop it first: `maillage node stop`, then try again: `maillage key rotate-endpoint`
reason-other-device = the key is that of another device than the one of this folder
reason-other-root = the root key in it is another organisation’s
reason-statement-refused = the rules of the register do not allow this change of devices
reason-no-contact = no address on the sheet answers
reason-passphrase-empty = it is empty
reason-passphrase-too-long = it is too long
reason-passphrase-too-short = it has fewer than ten characters
reason-passphrase-trivial = it is among those that everybody tries first
reason-passphrase-two-lines = the input has to give two lines: the present passphrase, then the new one
reason-passphrase-differs = the two were not alike
reason-sheet-none = no line of a sheet was found in it
reason-sheet-line = a line has a typing error
reason-sheet-missing = a line is missing
reason-sheet-other = a line is of another sheet
reason-sheet-later = it needs a later version of Maillage
label-folder = Folder of the keys
label-root-key = Root key
label-endpoint = Connection key
label-contacts = Nodes to ask
role-this-device = this device
role-governs = decides
role-publishes = publishes
role-not-seen = not seen yet
root-absent = kept elsewhere
root-plain = here, without a passphrase
root-passphrase = here, protected by a passphrase
status-governing = decisions: { $name }
devices-next = One more device: `maillage device pair`; to change roles: `maillage device hold --governs DEVICE --publishes DEVICE`
devices-next-elsewhere = Roles, names and new devices are changed on the device that keeps the root key: { $name }
devices-asking = Ask to be accepted:
devices-asking-next = Compare the code with the one that the device shows, then: `maillage device accept CODE`
devices-look-next = To see your devices: `maillage device list`
statement-signed = Signed, and valid once the secretary’s node has recorded it: { $sentence }
roles-both = This device decides and publishes for your organisation from now on.
roles-governs = This device decides for your organisation from now on; “{ $publishing }” publishes.
roles-publishes = This device publishes for your organisation from now on; “{ $governing }” decides.
roles-elsewhere = This device no longer decides or publishes for your organisation: now “{ $governing }” decides and “{ $publishing }” publishes. If nobody of yours wanted that, somebody uses your root key or your recovery sheet: warn the other members and see `maillage decision list`
statement-waits = To let the secretary have it at once: `maillage sync now`
pairing-created = Code valid until { $expires }, for one device only.
pairing-would-make = A code would be made, valid until { $expires }, for one device only. It would name these addresses: { $addresses }.
pairing-would-ask = Two keys would be made in { $path }. The device “{ $name }” would ask { $operator }, network “{ $network }”, to accept it, at these addresses: { $addresses }.
pairing-next = On the new computer: `maillage device pair CODE --name NAME`; the node must be running here: `maillage node run`
pairing-without-address = Careful: this code does not say where this device is reached, since its node has never run. Start `maillage node run`, then make another code.
pairing-waiting = The request has reached { $operator }. Compare this code on the other device: { $code }
pairing-waiting-next = There: `maillage device accept CODE`; here, leave `maillage node run` running
pairing-done = This device is accepted by { $operator }.
pairing-accept-question = Does the device “{ $name }” show the same code, { $code }? Accept it?
pairing-accepted = The device “{ $name }” ({ $code }) is accepted.
next-pairing = This device waits. Compare this code on the other one, then type there `maillage device accept { $code }`
next-recovering = Your return waits for the secretary’s node to record it. Leave `maillage node run` running
next-returning = The data of this node come back from the other members. Leave `maillage node run` running; if they do not answer, ask one of them for an invitation and give it: `maillage store repair --from INVITATION`
next-pairings = { $count ->
        [one] { $count } device waits for your answer: `maillage device list`
       *[other] { $count } devices wait for your answer: `maillage device list`
    }
hold-question = From now on “{ $governing }” decides and “{ $publishing }” publishes. Do you agree?
hold-done = From now on “{ $governing }” decides and “{ $publishing }” publishes.
hold-unchanged = It is so already: “{ $governing }” decides and “{ $publishing }” publishes.
hold-which = Say which device decides or publishes from now on: `maillage device hold --governs DEVICE --publishes DEVICE`, one of the two is enough. Your devices: { $devices }.
device-renamed = The device { $code } is called “{ $name }” from now on.
passphrase-question = Passphrase
passphrase-new-question = New passphrase
passphrase-again-question = Once more
passphrase-explained = At least ten characters: a few unrelated words make a good passphrase. It is not shown while you type, and nobody can give it back to you if you forget it: note it in a safe place.
passphrase-again = That is not the same. Type it once more, as you did first.
passphrase-wrong = That is not the right passphrase.
key-plain = The root key lies here in the clear: whoever steals this computer, or reads this folder, can speak for your organisation.
key-plain-next = To give it a passphrase: `maillage key protect`; for a recovery sheet: `maillage recovery sheet --output FILE`
key-protected-next = Print a new recovery sheet: `maillage recovery sheet --output FILE`
key-absent = The root key is kept elsewhere; it is only needed to change your devices. The device that had it when this one was accepted: “{ $name }”; that is where `maillage device accept CODE` and `maillage device hold --governs DEVICE` are typed
key-absent-unknown = The root key is kept elsewhere; it is only needed to change your devices. Your other devices: `maillage device list`; without any of them, come back with the recovery sheet: `maillage recover FILE --name NAME`
key-remove-question = Keep the root key without a passphrase? A stolen computer will be enough to speak in your place.
key-protected = The root key is protected by the new passphrase.
key-unprotected = The root key is kept without a passphrase.
endpoint-rotated = The connection key is replaced.
endpoint-rotated-next = The other members follow it as soon as your node runs: `maillage node run`. Make invitations and codes that are still open anew.
sheet-title = Maillage recovery sheet
sheet-fact = { $label }: { $value }
sheet-plain = SECRET. This sheet carries the root key: whoever reads it can speak for your organisation. Keep it under lock, take no picture of it, do not send it.
sheet-sealed = This sheet carries the root key, sealed: only the passphrase opens it, and that is not on the sheet. Keep the two in two places; without the passphrase the sheet is worth nothing.
sheet-without-visits = The visits and session sheets are not on this sheet: it takes a backup to have them again. What is shared (pages, decisions, published figures) comes back from the other members.
sheet-use = On a new computer: `maillage recover --name NAME`, then type the numbered lines; or save the text of the QR code in a file and type `maillage recover FILE --name NAME`. The old device no longer decides or publishes for you once the new one does.
sheet-next = Print it, put it in a safe place, then delete the file. To use it: `maillage recover FILE --name NAME`
sheet-first-line = First line of the sheet, with its numbers
sheet-line = Line { $number } of { $total }
sheet-line-again = This line has a typing error; type it once more.
sheet-line-other = This line is of another sheet.
recover-question = Come back on this computer, in the place of the lost devices? Visits and sheets noted in this folder are taken over as far as they can be read; everything else that lies in it stays beside.
recover-would = The root key of the sheet and two new keys would be placed in { $path }. { $count ->
        [one] One node of the sheet would be asked
       *[other] { $count } nodes of the sheet would be asked
    } to record the device “{ $name }”, which would decide and publish for { $operator } from then on.
recover-done = { $operator } comes back to the network “{ $network }”.
recover-waits = The secretary’s node still has to record this device. Leave `maillage node run` running. If the lost device was the secretary’s, the members have to name another one first, at one of them: `maillage decision propose secretary MEMBER`
recover-publish-next = This device decides, but does not publish yet. Once everything is back: `maillage device hold --publishes { $code }`
recover-next = This device decides and publishes. Next: `maillage node run`
recover-next-revoke = This device decides and publishes. Next: `maillage node run`, then, if it is lost, revoke the other device: `maillage device revoke { $device }`
recover-next-several = This device decides and publishes. Next: `maillage node run`, then revoke those of your other devices that are lost ({ $names }): `maillage device revoke DEVICE`
progress-pairing-asking = Asking the other device
progress-recovery-asking = Asking the members on the sheet
problem-recovery-unreached = No member on the sheet answers.
    .why = Their nodes may be off, or their addresses have changed since the sheet was made. Nothing was kept here: the sheet serves again. Technical detail: { $why }.
    .next = try again when a member is online, or ask for its address: `maillage recover FILE --name NAME`
help-publication-explain = Why a figure is hidden, and what everybody can derive for it
help-publication-explain-after = A figure is written PERMANENCE/PERIOD/DIMENSION=CODE, for example `forest-cpas/2025-Q1/category=demarches`; without a permanence it is that of the whole operator. Two dimensions, for a year, are separated by a comma.
help-publication-verify = Check again the proofs that your publications give nobody away
help-publication-verify-after = Each proof is another set of visits that gives the same published figures. The check is made of additions and comparisons alone. The proofs stay on this computer.
help-publication-coverage = How much of your figures is shown, beside what could be
help-publication-export = Everything public, as one JSON document that anybody can examine
value-period = PERIOD
value-figure = FIGURE
value-year = YEAR
arg-publication-period = Month, quarter or year, for example 2026-03, 2026-Q1 or 2026
arg-publication-permanence = Only this permanence, instead of the whole operator
arg-figure = The figure, for example forest-cpas/2025-Q1/category=demarches
arg-explain-operator = Operator, by name or code; yours when nothing is said
arg-coverage-year = Only this year
label-period = Period
label-table = Table
label-whole = all together
label-whose = Whose
label-certificates = Proofs
label-figures-shown = Figures shown
label-visits-shown = Visits in them
whose-permanences = permanences
gender-others = All others
region-brussels = Brussels-Capital
region-wallonia = Wallonia
region-flanders = Flanders
table-visits = number of visits
table-category = by category of request
table-gender = by gender
table-age = by age band
table-outcome = by outcome
table-category-gender = by category and gender
table-gender-age = by age and gender
table-of-period = { $period }, { $table }
coverage-share = { $share } ({ $part } of { $all })
coverage-means = Beside each share: what would be shown if only the small figures were hidden. More can never be shown.
close-longer = Complete with this month, and published at once:
close-kept-back = { $period } is complete but stays on this computer: no proof was found that its figures give nobody away.
close-left-out = { $count ->
        [one] { $count } visit or correction that came after its month was published does not enter the quarter or year: alone it would be seen.
       *[other] { $count } visits or corrections that came after their month was published do not enter the quarter or year: so few would be seen.
    }
publication-late = Also counts visits noted too late for the months: { $permanences }.
publication-next-longer = The figures of one permanence: `--permanence SHORT-NAME`; why a figure is hidden: `maillage publication explain --help`
explain-shown = Shown: { $visits } visits.
explain-known-zero = Nothing, and everybody knows beforehand: the permanence was not open in this period.
explain-hidden = Hidden. The same mark hides a figure from 0 to { $most } and a larger one that would give another away.
explain-between = Everybody can derive: between { $least } and { $most }.
explain-at-least = Everybody can derive: { $least } or more.
explain-too-small = Here it is known why: it is below { $smallest }.
explain-protects-others = Here it is known why: shown, it would allow to find a smaller one.
explain-own-only = This reason is known on this computer only: do not hand it on.
state-proven = proven
state-proven-again = proven again
state-unproven = not proven
verify-nothing-own = Your organisation has not published anything yet.
verify-publications = { $count ->
        [one] { $count } table published in the network; its form and sums are right.
       *[other] { $count } tables published in the network; their form and sums are right.
    }
verify-contradictory = The publications of { $name } for { $year } contradict each other: no numbers of visits give all of them.
verify-unproven = Without proof: { $place }
verify-foreign = This computer can no longer count { $months }: another device published it, or the records are not the same any more. The quarters and years around stay here.
figures-no-most = { $least } or more
reason-only-by-quarter = these figures are published by quarter and by year, not by month
reason-only-by-year = these figures together are published by year
reason-whole-quarters = these figures are published by whole quarters: begin in January, April, July or October and end in March, June, September or December
reason-whole-years = these figures together are published by whole years: from January to December
reason-figure-name = this is not the name of a published figure; for example forest-cpas/2025-Q1/category=demarches, 2025/gender=femme,age=65-69 or forest-cpas/2025-03
part-counted = counted figures
part-certificates = proofs
problem-month-passed = The month { $month } can no longer be closed: { $period } is published already.
    .why = A longer period around it is published, and says that nothing was noted in it.
    .next = keep these records; if the year is not published yet they enter it from five visits on. See what is published: `maillage publication list`
problem-figures-unproven = There is no proof that the figures of { $period } give nobody away.
    .why = { $why }
    .next = nothing more is published for this period. Check again: `maillage publication verify`; and, if files are damaged: `maillage store check`
reason-no-proof = for one of the figures no proof was found
