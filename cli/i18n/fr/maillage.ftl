# Sentences of the command line. The three files hold the same identifiers and variables; French is the reference.

## Headings and words of the help

heading-usage = Utilisation :
heading-commands = Commandes 
heading-arguments = À donner 
heading-options = Options 
heading-globals = Options de toutes les commandes 
help-with-values = { $help } [au choix : { $values }]
help-with-default = { $help } [sinon : { $value }]
value-options = [OPTIONS]
value-command = COMMANDE
value-address = ADRESSE
value-answer = RÉPONSE
value-code = CODE
value-commune = COMMUNE
value-count = NOMBRE
value-day = JOUR
value-days = JOURS
value-degrees = DEGRÉS
value-dimensions = CRITÈRES
value-only = CRITÈRE=CODE
value-region = RÉGION
value-file = FICHIER
value-folder = DOSSIER
value-id = NUMÉRO
value-invitation = INVITATION
value-language = LANGUE
value-languages = LANGUES
value-minutes = MINUTES
value-moment = MOMENT
value-member = MEMBRE
value-number = NOMBRE
value-setting = RÉGLAGE
value-text = TEXTE
value-month = MOIS
value-name = NOM
value-nis = CODE-NIS
value-operator = OPÉRATEUR
value-outcome = RÉSULTAT
value-phone = TÉLÉPHONE
value-reason = RAISON
value-reference = RÉFÉRENCE
value-seconds = SECONDES
value-shell = SHELL
value-slug = NOM-COURT
value-state = ÉTAT
value-timetable = HORAIRE
value-type = TYPE
value-weekday = JOUR
value-service = SERVICE
value-kind = NATURE
value-format = FORMAT
value-when = QUAND

## What each command does

help-maillage = Maillage : le réseau des permanences d’aide numérique, sans serveur central
help-maillage-after =
    Tout ce qui touche aux personnes aidées reste sur cet ordinateur.
    Aide d’une commande : `maillage COMMANDE --help`.
help-record = Noter une demande d’aide, en dix secondes
help-record-after = Exemple : `maillage record itsme resolu --age 60-64`. Ni nom ni texte libre : seulement des codes.
help-record-types = Types de demande : { $codes }
help-record-categories = Catégories, quand aucun type ne convient : { $codes }
help-record-loop = Sans autre mot, `maillage record` demande tout touche par touche, pour toute une séance.
help-visit = Les visites notées ici, qui ne quittent jamais cet ordinateur
help-visit-import = Reprendre des visites d’un fichier CSV
help-visit-list = Relire les visites notées
help-visit-amend = Corriger une visite
help-visit-delete = Effacer une visite
help-visit-tally = Reprendre un comptage fait sur papier, ou imprimer la grille pour le faire
help-visit-tally-after =
    Colonnes du CSV : permanence, date, type ou categorie, resultat, nombre ; et genre, tranche_age si la feuille les a comptés avec le reste.
    Des âges ou des genres comptés à part ne disent pas à quelle visite ils appartiennent : ils ne se reprennent pas.
    Exemple : `maillage visit tally --grid --html`, puis `maillage visit tally comptage.csv`
help-visit-history = Ce qui a été repris, corrigé et effacé ici, et quel jour
help-permanence = Vos permanences : leur lieu, leur horaire ; sans autre mot, la liste
help-permanence-add = Ajouter une permanence
help-permanence-list = La liste de vos permanences
help-permanence-show = Tout sur une permanence
help-permanence-edit = Changer ce qui est annoncé d’une permanence
help-permanence-import = Reprendre des permanences d’un fichier CSV
help-stats = Les chiffres du réseau, avec ce qui y manque encore
help-stats-after = Les petits nombres sont masqués pour que personne ne soit reconnu. Les chiffres comptent des visites, pas des personnes.
help-month = Clôturer les mois, ce qui publie leurs chiffres
help-month-close = Clôturer un mois complet et publier ses chiffres protégés, avec ceux du trimestre ou de l’année qu’il achève
help-session = Les feuilles de séance : tenues, annulées, en congé
help-session-expected = Voir les séances d’un mois : attendues et notées
help-session-missing = Voir les séances attendues dont on ne sait rien
help-session-import = Reprendre des feuilles de séance d’un fichier CSV
help-session-open = Ouvrir une séance : qui est au travail
help-session-close = Dire ce qu’une séance est devenue : tenue, vide, annulée
help-session-close-after = Exemple : `maillage session close --turned-away 2`. Sans rien dire, une séance où des visites sont notées a été tenue.
help-session-list = Les feuilles de séance notées
help-directory = L’annuaire : toutes les permanences du réseau
help-directory-list = Chercher une permanence par commune, par jour ou par opérateur
help-directory-show = La fiche publique d’une permanence
help-host = Les organisations qui vous prêtent un local
help-host-add = Ajouter un lieu d’accueil
help-host-list = La liste de vos lieux d’accueil
help-publication = Les chiffres que les opérateurs ont publiés
help-publication-list = La liste des publications
help-publication-show = Une publication, telle que tout le monde la voit
help-dysfunction = Les services numériques qui ne marchent pas, signalés par tous les opérateurs
help-dysfunction-after = Un signalement parle d’un service, jamais d’une personne. Ce qui est signalé part chez tous les membres et ne peut plus être rappelé.
help-dysfunction-report = Signaler un dysfonctionnement au réseau
help-dysfunction-report-after = Exemple : `maillage dysfunction report itsme panne --severity blocage --workaround guichet`.
help-dysfunction-list = Ce que les opérateurs ont signalé, les signalements semblables ensemble
help-dysfunction-show = Un groupe de signalements semblables, ou un seul signalement
help-dysfunction-amend = Changer un de vos signalements
help-dysfunction-close = Dire que le service marche de nouveau
help-dysfunction-reopen = Dire que le problème est revenu
help-dysfunction-withdraw = Retirer un signalement fait par erreur
help-dysfunction-export = Un dossier à remettre aux services et aux politiques, par service, sans nommer personne
help-status = Tout va bien ? Vous, vos voisins, ce qui est à faire
help-node = Le programme qui garde le contact avec les autres membres
help-node-stop = Demander au nœud de ce dossier de s’arrêter
help-node-run = Rester en contact jusqu’à ce qu’on l’arrête (Ctrl-C)
help-sync = Échanger tout de suite avec les autres membres
help-sync-now = Donner et prendre les nouvelles maintenant
help-network = Fonder un réseau
help-network-create = Créer un réseau, dont vous êtes le premier membre
help-join = Entrer dans un réseau avec une invitation
help-member = Les membres, les invitations et les demandes d’entrée
help-member-list = La liste des membres
help-member-invite = Inviter une organisation
help-member-invitations = Les invitations que vous avez faites
help-member-revoke = Reprendre une invitation
help-member-requests = Les demandes d’entrée qui attendent votre réponse
help-member-accept = Accepter une demande, après avoir comparé son code au téléphone
help-member-refuse = Refuser une demande
help-decision = Ce que le réseau a décidé, et qui l’a approuvé
help-decision-list = La liste des décisions
help-decision-show = Une décision avec ses approbations
help-decision-pending = Ce qui attend une réponse, la vôtre ou celle des autres
help-decision-propose = Proposer une décision aux membres
help-propose-remove = Exclure un membre
help-propose-suspend = Ne plus compter un membre qui ne répond plus, jusqu’à son retour
help-propose-leave = Quitter le réseau
help-propose-resume = Revenir après une suspension
help-propose-secretary = Confier le registre à un autre membre
help-propose-policy = Changer les règles du réseau
help-decision-approve = Approuver ce qui porte ce code
help-decision-reject = Ne pas approuver : cela ne vous attend plus, et personne n’en est averti
help-decision-order = Inscrire à la main ce qui a ses accords, comme secrétaire
help-evidence = Les preuves contre des appareils qui se sont contredits
help-evidence-list = La liste des preuves
help-evidence-show = Une preuve en détail
help-evidence-export = Écrire les preuves dans un fichier que chacun peut vérifier
help-config = Les réglages de ce nœud
help-config-list = Tous les réglages
help-config-get = La valeur d’un réglage
help-config-set = Changer un réglage
help-evidence-verify = Vérifier un fichier de preuves
help-view = Le réseau tel que cet ordinateur le voit, à comparer ou à garder
help-view-digest = Une empreinte : la même chez deux membres qui savent la même chose
help-view-export = Tout ce qui est partagé, en un fichier
help-demo = Essayer un réseau entier sur cet ordinateur, avec des données fictives
help-completions = Ce qu’il faut à votre shell pour compléter les commandes avec Tab
help-backup = Sauvegarder ce nœud, et le remettre en place
help-backup-create = Écrire tout ce nœud dans un fichier, pendant qu’il tourne
help-backup-verify = Vérifier une sauvegarde d’un bout à l’autre, sans rien changer
help-backup-restore = Refaire ce nœud à partir d’une sauvegarde, dans un dossier vide
help-backup-resume = Recommencer à écrire, après une copie ou une sauvegarde remise
help-store = Les données que ce nœud garde
help-store-check = Vérifier toutes les données : signatures, enchaînements, lignes
help-store-repair = Refaire les données à partir de ce qui est encore sain ; le fichier abîmé est gardé à côté
help-store-repair-after = Rien n’est effacé. Ce que les autres membres connaissent revient d’eux au prochain `maillage node run` ; ce qui n’était noté qu’ici et ne se lit plus est perdu, sauf dans une sauvegarde.
arg-repair-from = Une invitation d’un membre, si ceux que ce nœud connaissait ne répondent plus
help-store-prune = Ne plus garder les modifications de pages qu’un instantané remplace
arg-prune-snapshot = Écrire d’abord un instantané de votre page ; ce qu’il remplace partira quand le réseau l’aura arrêté

## What each option means

arg-home = Dossier de ce nœud (ou la variable MAILLAGE_HOME)
arg-json = Répondre en JSON, pour un programme
arg-lang = Langue des réponses (ou la variable MAILLAGE_LANG)
arg-no-input = Ne poser aucune question
arg-yes = Répondre oui aux questions
arg-dry-run = Montrer ce qui changerait, sans rien changer
arg-quiet = Seulement les données et les problèmes
arg-verbose = Dire plus de ce qui se passe (-vv : encore plus)
arg-color = Mettre des couleurs
arg-help = Montrer cette aide
arg-version = Montrer la version
arg-operator-own = Nom de votre organisation
arg-network-name = Nom du réseau
arg-invitation = L’invitation reçue, le fichier qui la contient, ou - pour la lire à l’entrée
arg-listen = Adresse et port où écouter, par exemple 0.0.0.0:4433
arg-invite-for = Organisation que vous invitez
arg-invite-days = Durée de l’invitation, en jours
arg-to-file = Fichier à écrire, au lieu de l’écran
arg-invitation-code = Code court de l’invitation
arg-request-code = Code court de la demande
arg-wait = Attendre cet état avant de répondre
arg-timeout = Combien de secondes attendre au plus
arg-decision-reference = Référence de la décision, comme dans la liste
arg-member = Membre, par son nom ou son code
arg-members-all = Aussi ceux qui sont partis ou exclus
arg-pending-all = Aussi ce que vous avez écarté
arg-matter-code = Code court, ou son début
arg-reject-reason = Pourquoi, pour vous seuls
arg-smallest-figure = À partir de combien de visites un chiffre se montre (5 au moins)
arg-admission-share = Une admission demande l’accord d’un membre sur ce nombre
arg-admission-least = ... et d’au moins ce nombre de membres
arg-relay = Adresse d’un relais du réseau ; à répéter pour plusieurs
arg-no-relays = Plus aucun relais
arg-evidence-code = Code de la preuve, ou son début
arg-evidence-file = Fichier à écrire
arg-evidence-only = Seulement cette preuve
arg-setting = Nom du réglage
arg-setting-value = Sa nouvelle valeur
arg-directory-all = Aussi celles d’anciens membres
arg-evidence-check = Fichier écrit par `maillage evidence export FICHIER`
arg-host-slug = Nom court du lieu, par exemple forest-biblio
arg-host-name = Nom du lieu d’accueil
arg-host-kind = Type de lieu
arg-address = Rue et numéro
arg-postal-code = Code postal
arg-commune-nis = Code NIS de la commune, par exemple 21007 pour Forest
arg-latitude = Latitude, pour la carte
arg-longitude = Longitude, pour la carte
arg-permanence-slug = Nom court de la permanence, par exemple forest-cpas
arg-permanence-name = Nom de la permanence
arg-permanence-host = Nom court du lieu d’accueil
arg-closed = Jours de fermeture, comme 2026-12-24 ou 2026-12-24..2026-12-31, séparés par des virgules
arg-extra = Jours d’ouverture en plus, comme 2026-12-20 ou `"2026-12-20 14:00-17:00"`
arg-moved = Séances déplacées : le jour prévu et celui qui le remplace, comme 2026-12-24..2026-12-22
arg-timetable = Horaire, jours en anglais abrégé (Mo Tu We Th Fr Sa Su, PH = jours fériés), par exemple `"We 14:00-17:00; PH off"`
arg-permanence-languages = Langues parlées, par exemple fr,nl
arg-appointment = Faut-il un rendez-vous ?
arg-wheelchair = Est-ce accessible en fauteuil roulant ?
arg-phone = Téléphone à annoncer
arg-csv-file = Fichier CSV à lire, ou - pour l’entrée
arg-import-only = Seulement les lignes de cet opérateur
arg-skip-bad = Reprendre les bonnes lignes et laisser les autres
arg-import-add = Ajouter, même si ces jours ont déjà été repris
arg-import-replace = Remplacer ce qui est noté pour ces jours
arg-filter-commune = Seulement cette commune, par son nom ou son code NIS
arg-filter-region = Seulement cette région : bruxelles, wallonie ou flandre
arg-filter-weekday = Seulement ce jour de la semaine
arg-filter-operator = Seulement cet opérateur
arg-filter-permanence = Seulement cette permanence
arg-open-at = Seulement ce qui est ouvert à ce moment, par exemple 2026-03-05T17:30
arg-type = Type de demande, par exemple itsme, ou seulement sa catégorie
arg-outcome = Résultat, par exemple resolu
arg-record-permanence = Permanence, si ce n’est pas celle d’aujourd’hui
arg-record-date = Jour, si ce n’est pas aujourd’hui : 2026-03-05
arg-age = Tranche d’âge estimée, par exemple 60-64
arg-gender = Genre, s’il est connu
arg-referral = Vers qui la personne a été réorientée
arg-duration = Durée en minutes
arg-channel = Sur place, à domicile, à distance
arg-device = Appareil utilisé
arg-record-language = Langue de l’échange
arg-participation = Ce que la personne a fait elle-même
arg-from-day = À partir de ce jour
arg-to-day = Jusqu’à ce jour compris
arg-from-month = À partir de ce mois : 2026-01
arg-to-month = Jusqu’à ce mois compris
arg-limit = Combien de visites montrer au plus
arg-limit-sessions = Combien de feuilles montrer au plus
arg-limit-lines = Combien de lignes montrer au plus
arg-volunteers = Bénévoles au travail
arg-insertion = Personnes en insertion au travail
arg-employees = Salariés au travail
arg-turned-away = Personnes que l’on n’a pas pu aider, faute de temps
arg-session-empty = Tenue, et personne n’est venu
arg-session-cancelled = Annulée, pour cette raison
arg-session-status = Ce que la séance est devenue
arg-session-reason = Pourquoi elle n’a pas eu lieu
arg-tally-file = Fichier CSV des nombres
arg-tally-grid = Montrer une grille à remplir à la main
arg-tally-html = En page HTML à imprimer
arg-backup-file = Fichier de sauvegarde
arg-with-keys = Avec les clés : c’est le cas d’habitude
arg-without-keys = Sans les clés : il faudra les avoir gardées ailleurs
arg-passphrase = Demander une phrase de passe, sans laquelle rien ne se lit
arg-passphrase-stdin = Lire la phrase de passe à l’entrée
arg-keys-folder = Dossier où sont les clés, pour une sauvegarde sans clés
arg-alone = Personne d’autre n’est dans ce réseau : recommencer sans demander à personne
arg-visit-id = Numéro de la visite, comme dans la liste
arg-month = Mois à clôturer, par exemple 2026-03 ; sinon le mois dernier
arg-partial = Clôturer bien que des séances manquent, pour cette raison
arg-session-month = Mois, comme 2026-03 ; sans indication, le mois en cours
arg-missing-month = Mois, comme 2026-03 ; sans indication, tous les mois non clôturés
arg-all-before = Tous les mois complets avant ce jour
arg-publication-operator = Opérateur, par son nom ou son code
arg-dysfunction-service = Le service en cause
arg-dysfunction-kind = Ce qui ne va pas
arg-dysfunction-severity = Ce que cela fait aux personnes
arg-dysfunction-workaround = Comment elles s’en sortent ; rien entre guillemets pour l’effacer
arg-dysfunction-since = Premier jour où cela s’est vu, comme 2026-10-01 ; aujourd’hui pour un nouveau signalement
arg-dysfunction-text = Ce qui se passe, sur une ligne de 280 caractères au plus : ni nom, ni numéro, ni adresse, ni lien ; rien entre guillemets pour l’effacer
arg-dysfunction-state = Où en est le problème
arg-dysfunction-code = Code court du signalement, ou son début
arg-dysfunction-reference = Un groupe, comme itsme/panne, ou le code court d’un signalement
arg-dysfunction-mine = Seulement vos signalements
arg-dysfunction-format = Forme du dossier : texte Markdown ou tableau CSV
arg-filter-service = Seulement ce service
arg-filter-kind = Seulement ce qui ne va pas de cette façon
arg-filter-state = Seulement les signalements dans cet état
arg-by = Répartir selon : mois, trimestre, annee, permanence, operateur, commune, region, hebergeur, et au plus fin par trimestre : categorie, genre, age, resultat ; avec --local aussi : demande, reorientation, duree, canal, appareil, langue, participation
arg-period = Ces mois : 2025, 2025-Q1, 2025-01 ou de l’un à l’autre, 2024-Q4..2025-Q1
arg-only = Seulement les visites de ces codes, par exemple categorie=demarches ou age=65-69,70-74 ; peut être répété
arg-shares = Ajouter la part de chaque ligne
arg-compare = Mettre à côté les chiffres de la période d’avant
arg-stats-to = Écrire les chiffres dans ce fichier : .xlsx, .csv ou .json
arg-stats-format = La forme du fichier : csv pour les programmes, excel pour l’Excel des bureaux belges (points-virgules), xlsx ou json
arg-save-question = Garder cette question sous un nom court, par exemple rapport-annuel
arg-saved-question = Poser la question gardée sous ce nom
arg-list-questions = Les questions gardées
arg-forget-question = Oublier la question gardée sous ce nom
arg-local = Vos propres chiffres bruts, à ne pas diffuser
arg-require-complete = Échouer (4) s’il manque des chiffres
arg-demo-once = Dérouler la démonstration puis s’arrêter
arg-demo-keep = Garder les nœuds de la démonstration dans ce dossier
arg-demo-data = Dossier de données à la place de celles qui sont fournies
arg-shell = Votre shell

## Commands that are not understood

usage-unknown-argument = L’option « { $argument } » n’existe pas pour cette commande.
usage-unknown-command = La commande « { $command } » n’existe pas.
usage-missing-value = Il manque une valeur après { $argument }.
usage-invalid-value = « { $value } » ne convient pas pour { $argument } ; au choix : { $values }.
usage-bad-value = « { $value } » ne convient pas pour { $argument } : { $why }.
usage-missing-argument = Il manque : { $arguments }.
usage-missing-command = Il faut dire quoi faire ; au choix : { $commands }.
usage-incomplete = La commande n’est pas complète.
usage-conflict = { $argument } et { $other } ne vont pas ensemble.
usage-repeated-argument = { $argument } est donné deux fois.
usage-extra-value = « { $value } » est de trop après { $argument }.
usage-not-text = Une partie de la commande n’est pas du texte lisible (UTF-8).
usage-clock = L’heure ne peut pas être lue : « { $value } ». La variable `MAILLAGE_CLOCK` fixe un jour, comme 2026-10-15.
usage-suggestion = Vouliez-vous dire « { $meant } » ?
expected-day = un jour s’écrit comme 2026-03-05
expected-existing-day = ce jour n’existe pas dans le calendrier
expected-month = un mois s’écrit comme 2026-03
expected-period = une période s’écrit comme 2026, 2026-Q1 ou 2026-03
expected-year = l’année doit se trouver entre 2000 et 2199
expected-number = ce nombre n’est pas possible ici
expected-address = une adresse s’écrit avec son port, comme 127.0.0.1:4433

## Questions, days, numbers

question-yes-no = { $question } [o/N]
question-text = { $question } >
day-long = { $day ->
        [1] 1er
       *[other] { $day }
    } { $month } { $year }
day-with-weekday = { $weekday } { $day }
month-long = { $month } { $year }
month-name = { $number ->
        [1] janvier
        [2] février
        [3] mars
        [4] avril
        [5] mai
        [6] juin
        [7] juillet
        [8] août
        [9] septembre
        [10] octobre
        [11] novembre
       *[other] décembre
    }
weekday-name = { $number ->
        [1] lundi
        [2] mardi
        [3] mercredi
        [4] jeudi
        [5] vendredi
        [6] samedi
       *[other] dimanche
    }
number-percent = { $value } %

## The overview

overview-title = Maillage, le réseau des permanences d’aide numérique
overview-first-steps =
    Rien n’est encore installé ici. Pour commencer :
      J’ai une invitation        `maillage join INVITATION --operator ORGANISATION`
      Je fonde un réseau         `maillage network create NOM --operator ORGANISATION`
      Je veux d’abord essayer    `maillage demo`
overview-daily =
    Au quotidien :
      Noter une demande d’aide   `maillage record TYPE RÉSULTAT`
      Tout va bien ?             `maillage status`
      Trouver une permanence     `maillage directory list`
      Clôturer le mois           `maillage month close`
      Voir les chiffres          `maillage stats`
overview-more = Toutes les commandes : `maillage --help`

## Problems: what happened, why, what to type next

problem-what = Erreur : { $text }
problem-why = Pourquoi : { $text }
problem-next = À faire : { $text }
rows-more = { $count ->
        [one] … et { $count } autre ligne.
       *[other] … et { $count } autres lignes.
    }
rows-codes = Pour { $field } : { $codes }
rows-categories = Ou une catégorie : { $codes }
problem-home-empty = Il n’y a pas encore de réseau sur cet ordinateur.
    .why = Aucun réseau n’a été créé ici et aucune invitation n’a été acceptée.
    .next = avec une invitation, `maillage join INVITATION --operator ORGANISATION` ; pour fonder un réseau, `maillage network create NOM --operator ORGANISATION` ; pour essayer, `maillage demo`
problem-home-taken = Ce dossier appartient déjà au réseau « { $network } ».
    .why = Un dossier sert à un seul réseau, pour que leurs données ne se mêlent pas.
    .next = choisissez un autre dossier avec `--home DOSSIER`, ou regardez celui-ci : `maillage status`
problem-home-occupied = Le dossier { $path } contient déjà autre chose.
    .why = Le dossier d’un nœud ne sert qu’à lui, pour que rien d’étranger n’y soit lu ni effacé.
    .next = { $command ->
            [demo] choisissez un dossier vide ou nouveau : `maillage demo --keep DOSSIER`
           *[other] choisissez un dossier vide ou nouveau avec `--home DOSSIER`
        }
problem-home-joining = Votre demande d’entrée attend encore une réponse.
    .why = { $inviter } doit l’accepter de son côté.
    .next = appelez { $inviter } pour comparer le code, puis `maillage status`
problem-home-busy = Un autre programme travaille déjà dans ce dossier.
    .why = Le processus { $process } le tient depuis le { $since } ; deux à la fois abîmeraient les données.
    .next = regardez s’il s’agit de votre nœud : `maillage status` ; sinon attendez qu’il ait fini
problem-home-exposed = D’autres personnes peuvent lire { $path }.
    .why = Ses droits sont { $mode } ; vos clés et vos notes doivent rester à vous seul.
    .next = retirez ces droits : `chmod go-rwx { $path }`
problem-home-damaged = Un fichier de ce nœud manque ou est abîmé : { $path }.
    .why = Détail technique : { $why }.
    .next = voyez tout ce qui manque, `maillage store check` ; puis remettez votre dernière sauvegarde dans un autre dossier, `maillage --home DOSSIER backup restore FICHIER`, ou prenez votre fiche de reprise, `maillage recover FICHE --name NOM`
problem-keys-lost = Sans ses clés, ce nœud ne peut plus parler pour votre organisation : il manque { $path }, ou le fichier est abîmé.
    .why = { $why }.
    .next = remettez votre dernière sauvegarde dans un autre dossier, `maillage --home DOSSIER backup restore FICHIER` ; sans sauvegarde, prenez votre fiche de reprise, `maillage recover FICHE --name NOM`
problem-home-unwritable = Maillage ne peut pas écrire dans { $path }.
    .why = Voici ce qui l’empêche : { $why }.
    .next = choisissez un dossier à vous avec `--home DOSSIER`, ou donnez-vous le droit d’écrire dans celui-ci
problem-node-silent = Le nœud de cet ordinateur ne répond pas.
    .why = Il devrait répondre à { $address } ; il est peut-être arrêté ou trop occupé.
    .next = attendez un instant, ou relancez-le : `maillage node run`
problem-node-absent = Aucun nœud ne tourne dans ce dossier.
    .why = Il n’y a donc rien à arrêter.
    .next = pour en démarrer un : `maillage node run`
problem-store-damaged = Les données de ce nœud sont abîmées : { $path }.
    .why = Détail technique : { $why }.
    .next = refaites les données à partir de ce qui est sain et de ce que les membres connaissent, `maillage store repair` ; ou remettez votre dernière sauvegarde dans un autre dossier : `maillage --home DOSSIER backup restore FICHIER`
problem-store-newer = Ces données viennent d’une version plus récente de Maillage.
    .why = Leur format est { $found } ; cette version connaît jusqu’à { $known }.
    .next = installez la nouvelle version ; celle-ci est donnée par `maillage --version`
problem-store-failed = Le disque a refusé d’écrire.
    .why = Détail technique : { $why }.
    .next = faites de la place ou vérifiez le disque, puis regardez : `maillage status`
problem-disk-full = Le disque est plein : rien n’a été écrit.
    .why = Il n’y a plus de place pour les données de ce nœud ; ce qui était noté avant est intact.
    .next = faites de la place sur le disque, puis recommencez ; le nœud écrit de nouveau de lui-même, sans redémarrer : `maillage status`
problem-store-unsound = { $count ->
        [one] { $count } défaut dans les données de ce nœud.
       *[other] { $count } défauts dans les données de ce nœud.
    }
    .why = Le disque n’a pas gardé ce qui avait été écrit, ou un autre programme y a touché ; le détail est au-dessus.
    .next = refaites les données à partir de ce qui est sain, `maillage store repair` ; ou remettez votre dernière sauvegarde dans un autre dossier : `maillage --home DOSSIER backup restore FICHIER`
problem-store-in-use = Les données ne peuvent pas être refaites pendant que le nœud tourne.
    .why = Il s’en sert ; les remplacer sous lui les abîmerait davantage.
    .next = arrêtez-le, `maillage node stop`, puis recommencez : `maillage store repair`
problem-way-back-unknown = Rien dans { $path } ne dit plus à quel réseau ce nœud appartient, ni où joindre un autre membre.
    .why = Ses données ne se lisent plus, et le fichier « way-back » à côté d’elles manque, est abîmé ou ne nomme personne.
    .next = si ce fichier est là, avec une invitation d’un membre, `maillage store repair --from INVITATION` ; avec la fiche de reprise, `maillage recover FICHE --name NOM` ; avec une sauvegarde, dans un autre dossier, `maillage --home DOSSIER backup restore FICHIER`
problem-home-returning = Les données de { $name } reviennent encore des autres membres.
    .why = Elles étaient abîmées ; ce nœud attend que d’autres lui rendent ce qu’ils en connaissent. Une visite se note dès que vos permanences sont revenues.
    .next = laissez tourner `maillage node run` ; pour voir où il en est : `maillage status`
problem-page-incomplete = Votre page attend des changements d’un autre de vos appareils, qui ne sont pas encore arrivés.
    .why = Des changements d’ici s’appuient sur eux ; en écrire d’autres maintenant les contredirait. Rien n’a été changé.
    .next = mettez l’autre appareil en contact, puis recommencez : `maillage sync now` ; si l’appareil vient d’être jumelé, attendez que le secrétaire l’inscrive : `maillage decision pending`
problem-page-frozen = Un défaut du programme a figé votre page telle qu’elle était.
    .why = Rien n’est perdu, et personne n’est en cause.
    .next = mettez `maillage` à jour, et signalez le défaut avec le journal du nœud (`MAILLAGE_LOG=error`)
problem-snapshot-impossible = Votre page ne peut pas repartir d’un instantané.
    .why = { $why ->
            [incomplete] des modifications de vos autres appareils ne sont pas encore arrivées
            [too-large] elle est trop longue pour tenir dans une seule écriture
           *[frozen] un défaut du programme l’a figée
        }
    .next = { $why ->
            [incomplete] faites venir ce qui manque : `maillage sync now`
           *[other] rien n’est perdu : la page reste telle qu’elle est ; voyez l’état du nœud : `maillage status`
        }
problem-restored-waiting = Ce nœud vient d’une sauvegarde, d’une copie ou d’une réparation : il n’écrit rien que d’autres verraient.
    .why = Il ne sait pas encore jusqu’où il avait écrit ; { $count } sur { $expected } membres le lui ont dit. Écrire sans le savoir ferait deux histoires de cet appareil.
    .next = restez en contact avec `maillage node run`, ou demandez maintenant : `maillage sync now`
problem-restored-alone = Personne d’autre ne peut dire jusqu’où ce nœud avait écrit.
    .why = Sa sauvegarde ne connaît aucun autre membre. Si quelqu’un est entré depuis, recommencer ferait deux histoires de cet appareil.
    .next = { $command ->
            [backup-restore] si personne n’est entré depuis : `maillage backup restore { $file } --alone`
           *[other] si personne n’est entré depuis : `maillage backup resume --alone`
        }
problem-restored-not-alone = D’autres membres peuvent dire jusqu’où ce nœud avait écrit.
    .why = Il faut en joindre { $count } ; recommencer sans eux ferait deux histoires de cet appareil.
    .next = remettez la sauvegarde sans `--alone`, puis restez en contact avec `maillage node run`
problem-restored-unsettled = Ce nœud ne publie pas encore de chiffres.
    .why = Il vient d’une sauvegarde, d’une copie ou d’une réparation ; il publiera quand le réseau aura arrêté ce qu’il a écrit depuis, une semaine au plus en général.
    .next = restez en contact avec `maillage node run`, et voyez où cela en est : `maillage status`
problem-copy-running = Un autre nœud écrit avec la clé de cet appareil.
    .why = D’autres membres ont reçu de cet appareil ce que ce nœud n’a pas écrit : une copie de ce dossier tourne ailleurs. Écrire tous les deux ferait deux histoires.
    .next = arrêtez l’autre pour de bon, puis ici : `maillage backup resume`
problem-own-fork = Deux histoires différentes de cet appareil sont signées.
    .why = Deux copies de ce nœud ont écrit chacune de leur côté. Ce qu’il écrirait encore n’aurait plus d’effet.
    .next = entrez comme un autre appareil, dans un autre dossier : avec un appareil qui a la clé racine, `maillage device pair` là-bas ; ou avec la fiche de reprise, `maillage --home DOSSIER recover FICHE --name NOM`
problem-backup-not-one = { $file } n’est pas une sauvegarde de Maillage.
    .why = Il ne commence pas comme une sauvegarde.
    .next = vérifiez son nom : `maillage backup verify FICHIER`
problem-backup-newer = La sauvegarde { $file } vient d’une version plus récente de Maillage.
    .why = Son format est { $found } ; cette version connaît jusqu’à { $known }.
    .next = installez la nouvelle version ; celle-ci est donnée par `maillage --version`
problem-backup-damaged = La sauvegarde { $file } est abîmée.
    .why = À cet endroit : { $place } ; { $why }. Rien n’a été changé.
    .next = prenez une autre copie de ce fichier, ou une autre sauvegarde : `maillage backup verify FICHIER`
problem-backup-protected = Une phrase de passe protège la sauvegarde { $file }.
    .why = Sans elle, rien ne s’y lit.
    .next = { $command ->
            [backup-restore] dans un terminal elle est demandée ; un programme la donne à l’entrée : `maillage backup restore { $file } --passphrase-stdin`
           *[other] dans un terminal elle est demandée ; un programme la donne à l’entrée : `maillage backup verify { $file } --passphrase-stdin`
        }
problem-backup-passphrase = Ce n’est pas la phrase de passe de la sauvegarde { $file }.
    .why = Rien ne s’y lit avec celle-là.
    .next = { $command ->
            [backup-restore] essayez encore : `maillage backup restore { $file }`
           *[other] essayez encore : `maillage backup verify { $file }`
        }
problem-backup-keyless = La sauvegarde { $file } ne contient pas les clés de l’appareil.
    .why = Sans elles ce nœud ne peut ni signer ni être reconnu.
    .next = donnez le dossier où vous les gardez : `maillage backup restore { $file } --keys DOSSIER`
problem-keys-foreign = Les clés du dossier { $path } ne sont pas celles de cette sauvegarde.
    .why = Elles sont d’un autre appareil, ou abîmées ; elles ne pourraient pas signer pour celui de la sauvegarde. Rien n’a été changé.
    .next = donnez le dossier où sont les clés de cet appareil : `maillage backup restore { $file } --keys DOSSIER`
problem-backup-unwritable = La sauvegarde { $file } ne peut pas être écrite.
    .why = Voici ce qui l’empêche : { $why }.
    .next = choisissez un autre endroit, avec de la place : `maillage backup create FICHIER`
problem-needs-update = Ce réseau demande une version plus récente de Maillage.
    .why = Ses membres ont adopté des règles que cette version ne connaît pas.
    .next = installez la nouvelle version ; celle-ci est donnée par `maillage --version` ; s’il n’existe pas de nouvelle version, désignez un autre secrétaire : `maillage decision propose secretary MEMBRE`
problem-register-halted = Le réseau ne peut rien décider pour le moment.
    .why = Deux décisions se contredisent ; il reprendra quand plus de la moitié des membres auront confirmé l’une d’elles.
    .next = voyez lesquelles : `maillage decision list`
problem-decision-invalid = Cette décision n’est pas possible.
    .why = Elle irait contre une règle du réseau : { $why }.
    .next = voyez ce qui est décidé : `maillage decision list`
problem-is-secretary = { $name } tient le registre et ne peut pas partir ainsi.
    .why = Sans secrétaire, plus rien ne serait décidé.
    .next = confiez d’abord le registre à un autre membre : `maillage decision propose secretary MEMBRE`
problem-not-secretary = Cet appareil ne tient pas le registre.
    .why = C’est le nœud de { $name } qui inscrit les décisions.
    .next = voyez ce qui attend : `maillage decision pending`
problem-member-suspended = Votre organisation est suspendue : elle ne propose et n’approuve rien.
    .why = Les autres l’ont crue absente ; elle revient quand elle le veut, sans leur accord.
    .next = revenez : `maillage decision propose resume`
problem-member-former = Votre organisation ne fait plus partie du réseau.
    .why = Elle l’a quitté ou en a été exclue ; ce qu’elle a publié avant y reste, avec cette mention.
    .next = voyez où vous en êtes : `maillage status`
problem-already-suspended = { $name } est déjà suspendu.
    .why = Un membre suspendu n’est plus compté, jusqu’à ce qu’il revienne lui-même.
    .next = voyez les membres : `maillage member list`
problem-not-suspended = Votre organisation n’est pas suspendue.
    .why = Elle compte déjà comme les autres.
    .next = voyez où vous en êtes : `maillage status`
help-recovery-basis = Préparer pour un membre qui a perdu sa clé racine ce que son nouvel ordinateur doit savoir
help-recovery-basis-after = Le texte n’est pas secret. Sans MEMBRE, il est pour votre propre organisation. Ensuite, sur le nouvel ordinateur : `maillage recovery request TEXTE --name NOM`
help-recovery-request = Sur un nouvel ordinateur, demander à continuer sous une autre clé racine
help-propose-replace-key = Laisser un membre qui a perdu sa clé racine continuer sous une autre
help-decision-object = S’opposer, avec l’ancienne clé racine, à son remplacement
arg-basis-member = Le membre qui a perdu sa clé ; sans lui, votre organisation
arg-basis = Le texte fait par un autre membre avec `recovery basis`, le fichier qui le contient, ou - pour le lire à l’entrée ; inutile pour revoir la demande
arg-replacement = La demande faite avec `recovery request`, le fichier qui la contient, ou - pour la lire à l’entrée
basis-made = Ce texte est pour { $name } ({ $code }). Il n’est pas secret.
basis-next = Sur le nouvel ordinateur de ce membre, on tape : `maillage recovery request TEXTE --name NOM`
replacement-question = De nouvelles clés seront faites ici. Si les membres approuvent, les anciens appareils de l’organisation ne parleront plus pour elle. Continuer ?
replacement-made = La demande est faite. Lisez ce code au téléphone à ceux qui l’approuvent : { $code }
replacement-next = Envoyez le texte à un membre, qui tape `maillage decision propose replace-key TEXTE` ; et laissez tourner ici : `maillage node run`
propose-compared-question = { $sentence } Ce membre vous a-t-il lu le même code, { $code }, d’une voix que vous connaissez ? Le proposer ?
approve-compared-question = { $proposer } propose : { $sentence } Ce membre vous a-t-il lu le même code, { $code }, d’une voix que vous connaissez ? L’approuver ?
approved-before = Votre accord était déjà donné, rien n’a changé : { $sentence }
object-question = La décision { $reference } a donné une autre clé racine à { $operator }. L’annuler, au nom de l’ancienne ? La nouvelle et ses appareils ne parleront plus jamais.
object-would = Ce serait une opposition à la décision { $reference }.
object-done = Opposition à la décision { $reference } remise ; { $count ->
        [one] { $count } membre l’a reçue.
       *[other] { $count } membres l’ont reçue.
    }
object-next = Le nœud du secrétaire l’inscrit dès qu’il tourne. Laissez tourner `maillage node run`, puis voyez `maillage status`
decision-further-device = { $operator } a un appareil de plus, « { $name } » ({ $device }).
decision-renamed-device = L’appareil { $device } de { $operator }, « { $before } », s’appelle désormais « { $name } ».
accept-would-propose = proposition de l’admettre, et l’accord de votre organisation
accept-would-approve = l’accord de votre organisation
accept-would-admit = C’est assez : dès que le nœud du secrétaire l’inscrit, { $name } est membre.
label-signed = Serait signé
hold-unseen = Ce nœud n’a jamais rien reçu de « { $name } ». S’il n’est pas en service, plus personne ne décidera pour vous tant que la clé racine ne le reprend pas.
status-revoked = Cet appareil ne parle plus pour votre organisation : elle l’a révoqué. Ce qu’il noterait pour les autres, personne ne le verrait ; il ne l’accepte donc plus.
next-revoked = Vos visites restent dans ce dossier, qui ne servira plus qu’à les lire : `maillage visit list`. Pour que cet ordinateur serve de nouveau, il lui faut un autre dossier (option --home) : faites un code sur un appareil en service, `maillage device pair`, et tapez-le ici en nommant ce dossier neuf.
status-replaced = Votre organisation continue sous une autre clé racine, approuvée par les membres : cet appareil ne parle plus pour elle.
next-replaced = Si votre organisation ne l’a pas demandé, annulez-le avec la clé racine de cet ordinateur : `maillage decision object`. Sinon, vos visites restent ici : `maillage visit list`
status-overruled = L’ancienne clé racine de votre organisation a annulé son remplacement : cet appareil, venu avec la nouvelle, ne parle pas pour elle.
next-overruled = Voyez avec votre organisation qui a la bonne clé : `maillage decision pending`. Ce qui était noté ici y reste : `maillage visit list`
status-stranded = Votre organisation est entrée par une décision que d’autres contredisent : en attendant, elle ne peut rien écrire pour les autres.
next-stranded = Cela finit quand les membres s’entendent sur une suite : parlez-leur, et laissez tourner `maillage node run`
next-replacement = Les membres doivent approuver votre nouvelle clé racine. Lisez-leur ce code au téléphone : { $code }. Pour revoir la demande : `maillage recovery request --name NOM`
problem-device-revoked = Cet appareil ne parle plus pour votre organisation.
    .why = Elle l’a révoqué ; personne ne verrait ce qu’il écrirait. Ce qui était noté ici y reste.
    .next = voyez où vous en êtes : `maillage status`
problem-root-replaced = Votre organisation continue sous une autre clé racine, et cet appareil ne parle plus pour elle.
    .why = Les membres ont approuvé la nouvelle clé par la décision { $reference }. Ce qui était noté ici y reste.
    .next = si votre organisation ne l’a pas demandé : `maillage decision object`
problem-root-kept = Cet appareil ne parle pas pour votre organisation.
    .why = L’ancienne clé racine a annulé le remplacement par lequel il était venu. Ce qui était noté ici y reste.
    .next = voyez où vous en êtes : `maillage status`
problem-nothing-to-object = Rien à quoi s’opposer.
    .why = Aucune décision connue ici n’a remplacé la clé racine de cet ordinateur.
    .next = voyez ce qui est décidé : `maillage decision list`
problem-objection-unheard = Aucun membre n’a reçu l’opposition.
    .why = Elle est gardée ici, mais personne d’autre ne l’a. Détail technique : { $why }.
    .next = réessayez quand un membre est en ligne : `maillage decision object`
problem-replacement-unreadable = Ce texte ne peut pas servir à remplacer une clé racine.
    .why = Détail : { $why }.
    .next = demandez-le à nouveau, entier : `maillage recovery basis MEMBRE` chez un membre, puis `maillage recovery request TEXTE --name NOM` sur le nouvel ordinateur
problem-remove-self = Une organisation ne s’exclut pas elle-même.
    .why = L’exclusion se décide par les autres ; qui veut partir le dit.
    .next = pour quitter le réseau : `maillage decision propose leave`
problem-suspend-self = Une organisation ne se suspend pas elle-même.
    .why = La suspension est pour qui ne répond plus ; la vôtre répond.
    .next = pour quitter le réseau : `maillage decision propose leave`
problem-secretary-already = { $name } tient déjà le registre.
    .why = Un mandat de plus ne changerait rien.
    .next = pour le confier à quelqu’un d’autre : `maillage decision propose secretary MEMBRE`
reason-replacement-other = ce n’est pas un texte de cette sorte
reason-replacement-damaged = une partie manque ou a changé en route
reason-replacement-later = il vient d’une version plus récente
reason-replacement-tampered = il a été modifié après sa signature
reason-replacement-outdated = les appareils de ce membre ont changé ou écrit depuis ; il faut un nouveau texte, avec `maillage recovery basis`
reason-other-network = il est pour un autre réseau
reason-root-taken = cette clé racine ou cet appareil est déjà connu du réseau
reason-keys-gone = la base est là, mais pas les clés qui vont avec ; sans elles, ce nœud ne peut pas parler
problem-rules-unchanged = Ces règles sont déjà en vigueur.
    .why = Il faut nommer au moins une règle, avec une autre valeur que celle d’aujourd’hui.
    .next = par exemple : `maillage decision propose policy --smallest-figure 6`
problem-proposed-already = C’est déjà proposé, sous le code { $code }.
    .why = Une même chose ne se décide qu’une fois.
    .next = approuvez-la, ou voyez qui manque : `maillage decision approve { $code }` ou `maillage decision pending`
problem-approved-already = Votre organisation a déjà approuvé { $code }.
    .why = Une signature ne se reprend pas.
    .next = voyez ce qui manque encore : `maillage decision pending`
problem-matter-unknown = Rien d’ouvert ne porte le code { $code }.
    .why = C’est peut-être déjà décidé, ou pas encore arrivé ici ; il faut au moins trois signes du code.
    .next = voyez ce qui attend : `maillage decision pending --all`
problem-matter-ambiguous = Plusieurs choses ont un code qui commence par { $code }.
    .why = Ce sont : { $known }.
    .next = { $command ->
            [decision-reject] donnez plus de signes : `maillage decision reject CODE`
           *[other] donnez plus de signes : `maillage decision approve CODE`
        }
problem-install-signed = Cet appareil a déjà signé pour un autre secrétaire dans ce mandat.
    .why = Une seule signature par mandat : sinon personne ne saurait qui a la majorité.
    .next = proposez à nouveau, dans le mandat suivant : `maillage decision propose secretary MEMBRE`
problem-install-over = L’installation { $code } ne peut plus aboutir d’ici.
    .why = Son mandat est passé, ou elle part d’une décision que ce nœud ne connaît pas, ou d’un moment où cet appareil ne décidait pour aucun membre.
    .next = échangez avec les autres puis proposez : `maillage sync now`, `maillage decision propose secretary MEMBRE`
problem-evidence-unknown = Aucune preuve n’a le code { $id }.
    .why = Les codes sont dans la liste ; le début suffit s’il n’en désigne qu’une.
    .next = voyez la liste : `maillage evidence list`
problem-turned-away = Les autres membres n’acceptent plus l’échange avec cet appareil : { $peer }.
    .why = Pour eux, votre organisation ne fait pas ou plus partie du réseau, ou cet appareil a été révoqué. Ils voient la décision avec `maillage decision list`.
    .next = demandez à l’un d’eux, puis regardez : `maillage status`
problem-register-full = Le registre n’accepte plus rien de cet appareil.
    .why = Chaque appareil ne peut y inscrire qu’un nombre limité de choses, pour qu’aucun ne l’encombre.
    .next = voyez ce qui y est inscrit : `maillage decision list`
problem-journal-full = Le journal de cet appareil est plein.
    .why = Il a atteint la taille que tous les membres acceptent.
    .next = regardez l’état du nœud et appelez votre fédération : `maillage status`
problem-not-governing = Cet appareil ne décide pas pour votre organisation.
    .why = Un seul de vos appareils propose et approuve : « { $name } ».
    .next = faites-le depuis celui-là, ou donnez ce rôle à cet appareil : `maillage device hold --governs { $code }`
problem-not-publishing = Cet appareil ne publie pas les chiffres de votre organisation.
    .why = Un seul de vos appareils publie, pour que rien ne sorte deux fois : « { $name } ».
    .next = faites-le depuis celui-là, ou donnez ce rôle à cet appareil : `maillage device hold --publishes { $code }`
problem-invitation-malformed = Cette invitation n’est pas entière.
    .why = Voici ce qui ne va pas : { $why }.
    .next = recopiez-la tout entière, ou donnez le fichier reçu : `maillage join FICHIER --operator ORGANISATION`
problem-invitation-expired = Cette invitation n’est plus valable.
    .why = Elle valait jusqu’au { $expired }.
    .next = demandez-en une nouvelle, puis `maillage join INVITATION --operator ORGANISATION`
problem-invitation-used = Cette invitation a déjà servi.
    .why = Une invitation ne sert qu’une fois.
    .next = { $command ->
            [member-revoke] voyez vos invitations : `maillage member invitations`
           *[other] demandez-en une nouvelle, puis `maillage join INVITATION --operator ORGANISATION`
        }
problem-invitation-revoked = Cette invitation a été reprise.
    .why = La personne qui l’a faite l’a retirée.
    .next = { $command ->
            [member-revoke] voyez vos invitations : `maillage member invitations`
           *[other] appelez-la pour en recevoir une nouvelle, puis `maillage join INVITATION --operator ORGANISATION`
        }
problem-invitation-other-network = Cette invitation est pour un autre réseau : « { $network } ».
    .why = Un dossier sert à un seul réseau.
    .next = choisissez un autre dossier : `maillage join INVITATION --operator ORGANISATION --home DOSSIER`
problem-invitation-unknown = Aucune de vos invitations n’a le code « { $code } ».
    .why = Elle a peut-être été faite sur un autre appareil.
    .next = voyez celles d’ici : `maillage member invitations`
problem-request-unknown = Aucune demande d’entrée n’a le code « { $code } ».
    .why = Elle n’est pas encore arrivée, ou elle a déjà reçu une réponse.
    .next = voyez celles qui attendent : `maillage member requests`
problem-request-refused = Votre demande d’entrée a été refusée.
    .why = C’est la réponse de { $inviter }.
    .next = appelez { $inviter } ; avec une nouvelle invitation : `maillage join INVITATION --operator ORGANISATION`
problem-member-exists = « { $name } » est déjà membre du réseau.
    .why = Deux membres du même nom se confondraient.
    .next = voyez les membres : `maillage member list`
problem-code-mistyped = Le code « { $code } » contient une faute de frappe.
    .why = Ses caractères de contrôle ne correspondent pas.
    .next = { $command ->
            [device-accept] recopiez-le ; les codes qui attendent sont dans `maillage device list`
            [decision-approve] recopiez-le ; les codes qui attendent sont dans `maillage decision pending --all`
            [decision-reject] recopiez-le ; les codes qui attendent sont dans `maillage decision pending --all`
           *[other] recopiez-le ; les codes sont dans `maillage member requests` et `maillage member invitations`
        }
problem-peer-unreachable = { $peer } ne répond pas.
    .why = Son nœud est peut-être éteint, ou le réseau coupé. Détail technique : { $why }.
    .next = gardez le contact avec `maillage node run`, qui réessaie tout seul, ou réessayez plus tard : `maillage sync now`
problem-peer-other-version = { $peer } utilise une autre version de Maillage.
    .why = Les deux versions ne se comprennent pas.
    .next = mettez à jour la plus ancienne ; la vôtre est donnée par `maillage --version`
problem-name-invalid = Le nom « { $value } » ne convient pas.
    .why = Un nom tient sur une ligne, sans caractère spécial. Détail : { $why }.
    .next = reprenez la commande avec un nom d’une ligne, entre guillemets s’il contient des espaces ; exemple : `maillage network create Entraide --operator ORGANISATION`
problem-slug-invalid = Le nom court « { $value } » ne convient pas.
    .why = Un nom court a des lettres minuscules sans accent, des chiffres et des traits d’union, comme forest-cpas.
    .next = reprenez la commande avec un autre nom court ; ceux qui existent : `maillage permanence list`
problem-field-invalid = La valeur « { $value } » de { $field } n’est pas possible.
    .why = Voici ce qui ne va pas : { $why }.
    .next = corrigez-la et reprenez la commande ; les options sont dans `maillage --help`
problem-timetable-invalid = L’horaire « { $value } » n’est pas compris.
    .why = Maillage lit les horaires comme OpenStreetMap : { $why }.
    .next = écrivez-le par exemple `"We 14:00-17:00"`, ou `"Th 17:00-19:00; PH off"` pour fermer les jours fériés ; détails : `maillage permanence add --help`
problem-host-unknown = Aucun de vos lieux d’accueil ne s’appelle « { $slug } ».
    .why = Ceux qui existent : { $known }.
    .next = voyez la liste : `maillage host list`, ou ajoutez-le : `maillage host add { $slug } --name NOM --kind TYPE`
problem-host-exists = Le lieu d’accueil « { $slug } » existe déjà.
    .why = Un nom court ne sert qu’une fois.
    .next = regardez-le : `maillage host list`, ou choisissez un autre nom court
problem-permanence-unknown = Aucune permanence ne s’appelle « { $slug } ».
    .why = Les plus proches : { $known }.
    .next = voyez les vôtres : `maillage permanence list`, ou toutes : `maillage directory list`
problem-permanence-exists = La permanence « { $slug } » existe déjà.
    .why = Un nom court ne sert qu’une fois.
    .next = changez celle qui existe : `maillage permanence edit { $slug }`, ou choisissez un autre nom court
problem-permanences-none = Vous n’avez encore aucune permanence.
    .why = Une visite se note pour une de vos permanences.
    .next = ajoutez la vôtre : `maillage permanence add --help`, ou reprenez-les d’un fichier : `maillage permanence import FICHIER`
problem-permanence-needed = De quelle permanence s’agit-il ?
    .why = Aucune n’est prévue aujourd’hui, ou plusieurs le sont : { $known }.
    .next = { $command ->
            [session-open] dites laquelle : `maillage session open --permanence NOM-COURT`
            [session-close] dites laquelle : `maillage session close --permanence NOM-COURT`
            [visit-tally] dites laquelle : `maillage visit tally --grid --permanence NOM-COURT`
           *[other] dites laquelle : `maillage record TYPE RÉSULTAT --permanence NOM-COURT`
        }
problem-operator-unknown = Aucun opérateur ne s’appelle « { $name } ».
    .why = Ce n’est ni le nom ni le code d’un membre connu ici.
    .next = voyez les membres : `maillage member list`
problem-filter-invalid = Le critère « { $value } » n’est pas compris.
    .why = Voici ce qui ne va pas : { $why }.
    .next = voyez ce qui est possible : `maillage stats --help` ou `maillage directory list --help`
problem-filter-code = « { $value } » n’est pas un code de la liste ({ $field }).
    .why = Les codes de cette liste sont : { $known }.
    .next = choisissez-en un ; voyez comment : `maillage stats --help`
problem-question-unknown = Aucune question n’est gardée sous le nom « { $name } ».
    .why = Ce sont : { $known }.
    .next = voyez-les : `maillage stats --list-saved`
problem-question-unreadable = La question gardée sous le nom « { $name } » n’est pas comprise.
    .why = Elle a été gardée par une autre version : { $value }
    .next = posez-la autrement et gardez-la de nouveau : `maillage stats --help`
problem-questions-full = La question « { $name } » n’est pas gardée.
    .why = Elle est trop longue, ou { $count } questions sont déjà gardées.
    .next = oubliez-en une : `maillage stats --list-saved`
problem-visit-invalid = { $command ->
        [visit-amend] La visite n’a pas été corrigée.
       *[other] La visite n’a pas été notée.
    }
    .why = Une partie de ce qui a été donné n’est pas possible ; voyez le détail.
    .next = { $command ->
            [visit-amend] corrigez et reprenez : `maillage visit amend NUMÉRO --outcome RÉSULTAT` ; les options sont dans `maillage visit amend --help`
           *[other] corrigez et reprenez : `maillage record TYPE RÉSULTAT` ; les options sont dans `maillage record --help`
        }
problem-visit-unknown = Aucune visite n’a le numéro « { $id } ».
    .why = Elle a peut-être été effacée, ou notée sur un autre appareil.
    .next = voyez les numéros : `maillage visit list`
problem-visit-ambiguous = Plusieurs visites ont un numéro qui commence par « { $id } ».
    .why = Le début donné ne suffit pas à savoir laquelle.
    .next = donnez plus de chiffres du numéro ; `maillage visit list --json` les montre tous
problem-import-bad-rows = { $count ->
        [one] { $count } ligne de { $file } n’est pas bonne ; rien n’a été repris.
       *[other] { $count } lignes de { $file } ne sont pas bonnes ; rien n’a été repris.
    }
    .why = Un fichier est repris en entier ou pas du tout, pour que les chiffres soient justes.
    .next = { $command ->
            [permanence-import] corrigez le fichier et reprenez : `maillage permanence import { $file }`
            [visit-tally] corrigez le fichier, ou reprenez seulement les bonnes lignes : `maillage visit tally { $file } --skip-bad`
            [session-import] corrigez le fichier, ou reprenez seulement les bonnes lignes : `maillage session import { $file } --skip-bad`
           *[other] corrigez le fichier, ou reprenez seulement les bonnes lignes : `maillage visit import { $file } --skip-bad`
        }
problem-record-needs-words = Il n’est pas dit quelle demande noter.
    .why = Touche par touche, `maillage record` ne demande que sur un terminal, sans `--json`, `--no-input` ni `--dry-run`.
    .next = dites le type et le résultat : `maillage record itsme resolu` ; les autres sont dans `maillage record --help`
problem-session-invalid = La feuille de séance n’a pas été notée.
    .why = Certaines valeurs ne peuvent pas être reprises telles quelles.
    .next = corrigez et recommencez ; les possibilités sont dans `maillage session close --help`
problem-session-closed = La séance { $slug } du { $day } est déjà réglée.
    .why = Il est noté ce qu’elle est devenue ; l’ouvrir à nouveau l’effacerait.
    .next = pour corriger sa feuille : `maillage session close --permanence { $slug } --date { $day }`
problem-session-without-visits = Il n’est pas dit ce que la séance { $slug } du { $day } est devenue.
    .why = Aucune visite n’y est notée : peut-être que personne n’est venu, qu’elle n’a pas eu lieu, ou que les visites restent à noter.
    .next = si personne n’est venu, `maillage session close --permanence { $slug } --date { $day } --empty` ; si elle a été annulée, `maillage session close --permanence { $slug } --date { $day } --cancelled RAISON` ; si les visites suivront, `maillage session close --permanence { $slug } --date { $day } --status tenue`
problem-session-has-visits = { $count ->
        [one] { $count } visite est notée pour la séance { $slug } du { $day }.
       *[other] { $count } visites sont notées pour la séance { $slug } du { $day }.
    }
    .why = Une séance avec des visites a été tenue ; les deux ne vont pas ensemble.
    .next = relisez les visites, effacez celles qui n’ont pas eu lieu : `maillage visit list --permanence { $slug } --from { $day } --to { $day }` ; ou notez-la tenue : `maillage session close --permanence { $slug } --date { $day } --status tenue`
problem-several-operators = Le fichier { $file } contient les permanences de plusieurs opérateurs.
    .why = Les reprendre toutes les annoncerait comme les vôtres. Opérateurs du fichier : { $known }.
    .next = ajoutez le nom du vôtre, comme il est dans le fichier : `maillage permanence import { $file } --only NOM`
problem-file-unreadable = Le fichier { $file } ne peut pas être utilisé.
    .why = Voici ce qui l’empêche : { $why }.
    .next = vérifiez son nom et son contenu ; ce que la commande attend : `maillage { $asked } --help`
problem-file-unwritable = Le fichier { $file } ne peut pas être écrit.
    .why = Voici ce qui l’empêche : { $why }. Ce qu’il contenait n’a pas changé.
    .next = choisissez un autre endroit ; la manière de le nommer : `maillage { $asked } --help`
problem-file-exists = Le fichier { $file } existe déjà.
    .why = L’écrire effacerait ce qui s’y trouve.
    .next = choisissez un autre nom, ou ajoutez `--yes` pour le remplacer
problem-days-imported = { $count ->
        [one] { $count } jour de { $file } a déjà été repris.
       *[other] { $count } jours de { $file } ont déjà été repris.
    }
    .why = Reprendre deux fois compterait double. Jours : { $days }.
    .next = { $command ->
            [visit-tally] pour remplacer ces jours, `maillage visit tally { $file } --replace-days` ; pour ajouter quand même, `maillage visit tally { $file } --add`
            [visit-tally-skip-bad] pour remplacer ces jours, `maillage visit tally { $file } --skip-bad --replace-days` ; pour ajouter quand même, `maillage visit tally { $file } --skip-bad --add`
            [visit-import-skip-bad] pour remplacer ces jours, `maillage visit import { $file } --skip-bad --replace-days` ; pour ajouter quand même, `maillage visit import { $file } --skip-bad --add`
           *[other] pour remplacer ces jours, `maillage visit import { $file } --replace-days` ; pour ajouter quand même, `maillage visit import { $file } --add`
        }
problem-month-open = Le mois { $month } n’est pas encore fini.
    .why = On clôture un mois quand toutes ses séances sont passées.
    .next = réessayez après le dernier jour du mois : `maillage month close { $month }`
problem-month-empty = Rien n’est noté pour le mois { $month }.
    .why = Clôturer publierait pour toujours des chiffres masqués, alors que les feuilles de séance manquent peut-être seulement.
    .next = dites d’abord ce que les séances sont devenues, aussi celles qui ont été annulées, `maillage session close --permanence NOM-COURT --date JOUR` ou `maillage session import FICHIER` ; puis `maillage month close { $month }`
problem-month-closed = Le mois { $month } est déjà clôturé.
    .why = Une période est publiée une seule fois ; les corrections entrent dans la période suivante, plus large.
    .next = voyez ce qui est publié : `maillage publication list`
problem-month-incomplete = { $count ->
        [one] { $count } séance attendue manque dans le mois { $month } : on ne sait pas ce qu’elle est devenue.
       *[other] { $count } séances attendues manquent, les premières dans le mois { $month } : on ne sait pas ce qu’elles sont devenues.
    }
    .why = Un mois n’est publié qu’une fois : une séance qui a eu lieu sans être notée manquerait aux chiffres pour toujours.
    .next = dites ce que chacune est devenue, `maillage session close --permanence NOM-COURT --date JOUR` (avec `--empty` si personne n’est venu, `--cancelled RAISON` si elle n’a pas eu lieu) ; ou reprenez leurs feuilles d’un fichier, `maillage session import FICHIER` ; ou clôturez en disant pourquoi elles manquent : `maillage month close { $month } --partial lost-sheets`
problem-months-none = Il n’y a aucun mois à clôturer avant { $before }.
    .why = Tous sont déjà clôturés, ou rien n’y est noté.
    .next = voyez ce qui est publié : `maillage publication list`
problem-decision-unknown = Aucune décision n’a la référence « { $reference } ».
    .why = Elle n’existe pas, ou n’est pas encore arrivée ici.
    .next = voyez la liste : `maillage decision list`
problem-publication-unknown = Il n’y a pas de publication « { $reference } ».
    .why = Ce mois n’est pas clôturé, ou n’est pas encore arrivé ici.
    .next = voyez la liste : `maillage publication list`
problem-dysfunction-code = « { $value } » n’est pas un mot connu pour { $field }.
    .why = Au choix : { $known }.
    .next = choisissez un de ces mots ; leur sens est dans `maillage dysfunction report --help`
problem-dysfunction-personal = Le texte contient ce qui peut désigner une personne : « { $value } », caractères { $place }. Rien n’a été envoyé.
    .why = C’est { $why } ; un signalement part chez tous les membres et ne peut plus être rappelé.
    .next = dites-le sans ce passage, ou sans texte du tout ; les options sont dans `maillage dysfunction report --help`
problem-dysfunction-unknown = Aucun signalement ne porte la référence « { $reference } ».
    .why = Il n’existe pas, il a été retiré, ou il n’est pas encore arrivé ici.
    .next = voyez la liste : `maillage dysfunction list`
problem-dysfunction-ambiguous = Plusieurs signalements ont un code qui commence par « { $reference } ».
    .why = Le début donné ne suffit pas à savoir lequel.
    .next = donnez le code entier ; la liste est dans `maillage dysfunction list --mine --json`
problem-dysfunction-of-others = Le signalement { $code } est celui de { $name }.
    .why = Chacun ne change que ses propres signalements.
    .next = faites le vôtre, il sera compté avec les autres : `maillage dysfunction report SERVICE NATURE --severity GRAVITÉ`
problem-dysfunction-unchanged = Le signalement { $code } le dit déjà.
    .why = Rien ne changerait.
    .next = voyez ce qu’il dit : `maillage dysfunction show { $code }`
problem-dysfunctions-full = Aucun signalement de plus n’aurait d’effet.
    .why = Un opérateur a 1024 signalements au plus, un appareil en parle 4096 fois au plus, et d’un même signalement on parle 1024 fois au plus.
    .next = voyez les vôtres : `maillage dysfunction list --mine`
problem-coverage-incomplete = Il manque encore des chiffres.
    .why = { $published } publications sur { $expected } sont arrivées, et vous avez demandé un total complet.
    .next = échangez avec les membres : `maillage sync now` ; ou acceptez ce qui est là, sans `--require-complete`
problem-not-converged = Tous les nœuds ne savent pas encore la même chose.
    .why = { $seconds ->
        [one] Une seconde n’a pas suffi.
       *[other] { $seconds } secondes n’ont pas suffi.
    }
    .next = attendez plus longtemps : `maillage status --wait converged --timeout 300`
problem-answer-needed = Cette commande pose une question, et personne ne peut y répondre ici.
    .why = Il n’y a pas de terminal, ou `--no-input` a été donné.
    .next = donnez la réponse dans la commande, avec `{ $flag }`
problem-cancelled = Rien n’a été fait.
    .why = Vous avez répondu non.
    .next = pour voir sans rien changer, ajoutez `--dry-run` à la commande
problem-demo-data = Les données de la démonstration ne peuvent pas être lues dans { $path }.
    .why = Un fichier manque ou n’a pas la bonne forme. Détail : { $why }.
    .next = essayez avec les données fournies : `maillage demo`
problem-demo-failed = La démonstration s’est arrêtée à l’étape « { $step } ».
    .why = Détail technique : { $why }.
    .next = recommencez en gardant les traces : `maillage demo --once --keep DOSSIER`
problem-usage = La commande n’est pas comprise.
    .why = { $why }
    .next = voyez ce qui est possible : `maillage --help`, ou ajoutez `--help` à votre commande
problem-bug = Le programme a fait une faute. Ce n’est pas la vôtre.
    .why = À signaler, avec la commande que vous avez tapée : { $why }.
    .next = vos données sont en place ; vérifiez avec `maillage status`

## Why a row or a field is refused

reason-unknown = refusé ({ $code })
reason-missing = il manque une valeur
reason-unknown-code = ce code n’est pas dans le vocabulaire
reason-unknown-permanence = cette permanence n’existe pas chez vous
reason-day-format = un jour s’écrit comme 2026-03-05
reason-no-such-day = ce jour n’existe pas
reason-future-day = ce jour est dans le futur
reason-type-of-other-category = ce type appartient à une autre catégorie
reason-not-a-number = ce n’est pas un nombre
reason-too-large = ce nombre est trop grand
reason-column-count = la ligne n’a pas le bon nombre de colonnes
reason-unclosed-quote = un guillemet n’est pas refermé
reason-timetable = les jours s’écrivent en anglais abrégé, Mo Tu We Th Fr Sa Su, et PH pour les jours fériés ; exemple : `We 14:00-17:00`
reason-name = un nom tient sur une ligne, sans caractère spécial
reason-slug = lettres minuscules sans accent, chiffres et traits d’union seulement
reason-postal-code = un code postal belge a quatre chiffres
reason-commune-code = aucune commune n’a ce code NIS
reason-coordinate = cette position n’est pas possible
reason-language-code = une langue s’écrit avec deux lettres, comme fr
reason-phone = ce numéro de téléphone n’est pas possible
reason-yes-no = il faut oui, non ou inconnu
reason-year-out-of-range = l’année doit se trouver entre 2000 et 2199
reason-referral-without-referral-outcome = une réorientation demande le résultat « reoriente »
reason-negative-duration = une durée ne peut pas être négative
reason-negative-number = un nombre de personnes ne peut pas être négatif
reason-negative-count = un nombre de visites ne peut pas être négatif
reason-counted-twice = la même chose est comptée sur une ligne plus haut
reason-too-many-visits = le fichier compte plus de visites qu’un fichier ne peut en apporter
reason-still-planned = cela ne dit pas ce que la séance est devenue
reason-not-utf8 = ce n’est pas du texte lisible (UTF-8)
reason-line-too-long = la ligne est bien trop longue
reason-repeated-slug = une autre ligne a déjà ce nom court
reason-place-kind = les types de lieux sont : { $columns }
reason-languages = des langues s’écrivent comme fr|nl, chacune une fois
reason-permanence-status = il faut demandee, a_l_etude, convention, planifiee, active, suspendue ou fermee
reason-session-missing = ni feuille ni visite : on ne sait pas ce que cette séance est devenue
reason-exception = des jours s’écrivent 2026-12-24 ou 2026-12-24..2026-12-31, avec des heures `2026-12-20 14:00-17:00`
reason-exception-backwards = le premier jour vient après le dernier
reason-exception-not-open = la permanence n’ouvre pas le jour à déplacer
reason-exception-hours = les heures habituelles ne sont pas connues : donnez-les, comme `2026-12-20 14:00-17:00`
reason-exception-too-long = l’horaire n’a plus de place pour cette exception : réécrivez-le sans les anciennes
reason-timetable-empty = l’horaire est vide
reason-timetable-too-long = l’horaire est trop long
reason-timetable-text = un horaire tient sur une ligne, sans caractère spécial
reason-name-empty = le nom est vide
reason-name-too-long = le nom est trop long
reason-name-lines = le nom a plusieurs lignes
reason-name-text = le nom contient un caractère spécial
reason-situation-empty = le texte est vide
reason-situation-too-long = le texte a plus de 280 caractères
reason-situation-lines = le texte a plusieurs lignes
reason-situation-text = le texte contient un caractère spécial
reason-situation-personal = le texte contient ce qui peut désigner une personne
reason-personal-national-number = un numéro de registre national
reason-personal-phone = un numéro de téléphone
reason-personal-account = un numéro de compte bancaire
reason-personal-email = une adresse électronique
reason-personal-link = un lien, qui peut contenir le dossier de quelqu’un et mener n’importe où
reason-empty-file = le fichier est vide
reason-header-unreadable = la première ligne ne nomme pas des colonnes, ou n’est pas en UTF-8
reason-unknown-columns = ces colonnes ne sont pas connues : { $columns }
reason-repeated-column = cette colonne est nommée deux fois : { $columns }
reason-missing-columns = ces colonnes manquent : { $columns }
reason-file-too-long = le fichier est trop long
reason-file-not-found = il n’existe pas
reason-file-not-permitted = vous n’en avez pas le droit
reason-file-is-folder = c’est un dossier
reason-file-below-file = une partie de son chemin est un fichier, pas un dossier
reason-file-no-room = il n’y a plus de place sur le disque
reason-file-read-only = le disque ne se laisse que lire
reason-file-name = ce nom n’est pas possible
reason-file-is-device = c’est un périphérique, pas un fichier
reason-peer-silent = rien ne répond à ses adresses
reason-peer-cut = la conversation s’est arrêtée avant la fin
reason-peer-not-a-member = il ne compte pas cet appareil parmi ceux des membres
reason-peer-protocol = il n’a pas suivi les règles de l’échange
reason-own-difficulty = la difficulté est sur cet ordinateur
reason-not-announced = ce nœud ne s’est pas encore annoncé aux membres
reason-address-in-use = un autre programme s’en sert déjà
reason-address-not-here = ce n’est pas une adresse de cet ordinateur
reason-address-refused = le système ne l’accepte pas
reason-store-content = ce qui s’y trouve n’est pas ce qui y avait été écrit
reason-disk-failed-before = le disque a déjà fait défaut ; arrêtez ce nœud et relancez-le
reason-store-order = cela ne suit pas ce qui s’y trouve déjà
reason-key-gone = une clé manque
reason-key-there = une clé s’y trouve déjà
reason-key-damaged = la clé qui s’y trouve n’est plus ce qui y avait été écrit
reason-file-in-the-way = il y a déjà quelque chose à cet endroit
reason-file-refused = le système ou le disque l’a refusé
reason-name-taken = un autre membre porte ce nom
reason-already-member = cette organisation est déjà membre
reason-too-many-devices = cette organisation a déjà autant d’appareils qu’elle peut en avoir
reason-decision-too-long = elle serait trop longue
reason-register-rule = le registre ne l’admet pas
reason-no-home-folder = le système ne dit pas où vont vos données
reason-not-evidence = ce n’est pas un fichier de preuves de Maillage
reason-offer-prefix = il ne commence pas comme un tel texte
reason-offer-damaged = il est coupé, ou un caractère a changé
reason-offer-unknown = il demande une version plus récente de Maillage
reason-offer-signature = l’appareil qu’il nomme ne l’a pas signé
reason-damage-cut = le fichier s’arrête là
reason-damage-unpacking = ce qui s’y trouve ne se déplie pas
reason-damage-shape = ce qui s’y trouve est impossible dans une sauvegarde
reason-damage-hash = l’empreinte de l’ensemble ne correspond pas
reason-damage-size = cela se déplierait en plus qu’une sauvegarde de cette taille
reason-damage-content = ce qui s’y trouve n’est pas authentique ou se contredit
reason-inside-home = un endroit du dossier de ce nœud : elle se perdrait avec lui
reason-unknown-commune = aucun lieu d’accueil de l’annuaire n’est dans cette commune
reason-moment = un moment s’écrit comme 2026-10-15T14:30
reason-months-backwards = le premier mois vient après le dernier
reason-dimension = on répartit selon : mois, trimestre, annee, permanence, operateur, commune, region, hebergeur ; avec --local aussi : categorie, demande, resultat, reorientation, genre, age, duree, canal, appareil, langue, participation
reason-format = le nom du fichier ne dit pas sa forme ; il finit par .xlsx, .csv ou .json, ou `--format` la donne
reason-region = une région est bruxelles, wallonie ou flandre
reason-only = un critère s’écrit par exemple categorie=demarches ou age=65-69,70-74
reason-only-local = ces chiffres ne sont pas publiés ; vos propres chiffres se répartissent ainsi avec `--local`
reason-weekday = il faut un jour de la semaine, comme jeudi, ou une date comme 2026-03-05

## Headings of columns and labels of lines

label-address = Adresse
label-age = Âge
label-appointment = Rendez-vous
label-approvals = Approbations
label-category = Catégorie
label-channel = Lieu de l’aide
label-code = Code
label-commune = Commune
label-region = Région
label-date = Date
label-day = Jour
label-decision = Décision
label-device = Appareil
label-devices = Appareils
label-digest = Empreinte
label-expires = Valable jusqu’au
label-field = Colonne
label-exchange-language = Langue
label-gender = Genre
label-home = Dossier
label-host = Lieu d’accueil
label-interval = Entre
label-at-least = Au moins
label-at-most = Au plus
label-made-on = Établi le
label-counted-by = Réparti selon
label-protection = Protection
label-question = Question
label-share = Part
label-earlier = Avant
label-change = Évolution
label-inviter = Invité par
label-kind = Type
label-languages = Langues
label-last-exchange = Dernier échange
label-line = Ligne
label-member = Membre
label-month = Mois
label-name = Nom
label-network = Réseau
label-number = N°
label-operator = Opérateur
label-outcome = Résultat
label-permanence = Permanence
label-phone = Téléphone
label-quarter = Trimestre
label-reason = Raison
label-reference = Référence
label-role = Rôle
label-slug = Nom court
label-state = État
label-suggestion = Peut-être
label-next-sessions = Prochaines séances
label-school-holidays = Congés scolaires
label-timetable = Horaire
label-participation = Participation
label-referral = Réorientation
label-duration = Durée
label-type = Demande
label-value = Valeur
label-visits = Visites
label-wheelchair = Fauteuil roulant
label-year = Année
label-service = Service
label-dysfunction = Problème
label-operators = Opérateurs
label-reports = Signalements
label-since = Depuis
label-severity = Gravité
label-workaround = Contournement
label-situation = Ce qui se passe
label-backup = Sauvegarde
label-keys = Clés
label-protected = Protégée
label-part = Partie
label-rows = Lignes
label-faults = Défauts
label-taken-over = Repris
label-not-taken-over = Pas repris
label-place = Endroit
label-why = Ce qui ne va pas
label-sessions = Séances
label-event = Ce qui s’est passé
label-volunteers = Bénévoles
label-insertion = Insertion
label-employees = Salariés
label-turned-away = Refus

## Values

value-yes = oui
value-no = non
value-not-noted = non noté
value-unknown = inconnu
value-hidden = masqué
value-keys-none = aucune
value-protected = par une phrase de passe
value-unprotected = non
part-journals = journaux
part-facts = ce nœud
part-journal_forks = preuves de doubles histoires
part-items = registre
part-item_arrivals = ordre d’arrivée du registre
part-visits = visites
part-sessions = séances
part-imports = fichiers repris
part-imported_days = jours repris
part-closed_months = mois clôturés
part-trail = trace des corrections
part-invitations = invitations
part-join_requests = demandes d’entrée
part-peers = voisins
state-up-to-date = à jour
state-running = en cours
state-waiting = en attente
state-offline = hors ligne
state-to-check = à vérifier

## What commands answer

dry-run-note = Essai seulement : rien n’a été changé.
saved-to = Écrit dans { $path }.
network-created = Le réseau « { $network } » est créé. { $operator } en est le premier membre.
network-created-next = Ensuite : invitez un membre avec `maillage member invite --for ORGANISATION`, et gardez le contact avec `maillage node run`.
join-question = Entrer dans le réseau « { $network } », sur l’invitation de { $inviter } ?
join-waiting = La demande est envoyée. Lisez ce code à { $inviter } au téléphone : { $code }
join-done = Bienvenue : { $operator } est membre du réseau « { $network } ».
invitation-created = Invitation pour { $name }, valable jusqu’au { $expires }. Elle ne sert qu’une fois.
invitation-next = La personne invitée tape : `maillage join INVITATION --operator ORGANISATION`
invitation-revoked = L’invitation { $code } est reprise.
invitations-none = Aucune invitation en cours.
requests-none = Aucune demande n’attend votre réponse.
request-accept-question = { $name } vous a-t-il lu le même code, { $code } ? Accepter ?
request-accepted = { $name } entre dans le réseau.
request-proposed = { $name } est proposé ; il manque encore { $count ->
        [one] { $count } approbation.
       *[other] { $count } approbations.
    }
request-refused = La demande de { $name } est refusée.
node-ready = { $operator } est en contact, à l’écoute sur { $address }. Ctrl-C pour arrêter.
node-resumed = Votre organisation n’est plus suspendue.
node-stopping = Arrêt en cours ; tout ce qui est noté est gardé.
node-disk-again = Le disque prend de nouveau ce qui est écrit.
status-node-off = Le nœud ne tourne pas : les nouvelles attendent. Pour garder le contact : `maillage node run`
status-alone = Aucun voisin n’est connecté ; tout ce que vous notez partira à la prochaine occasion.
status-converged = { $count ->
        [one] { $count } voisin sait la même chose que vous.
       *[other] { $count } voisins savent la même chose que vous.
    }
status-good = Tout va bien.
sync-done = Échange fini avec { $count ->
        [one] { $count } membre.
       *[other] { $count } membres.
    }
host-added = Le lieu d’accueil { $slug } est ajouté.
hosts-none = Aucun lieu d’accueil encore. Pour en ajouter un : `maillage host add --help`
permanence-added = La permanence { $slug } est ajoutée ; tout le réseau la verra.
permanence-changed = La permanence { $slug } est changée.
permanences-none = Aucune permanence ne correspond.
visit-recorded-undo = Une erreur ? `maillage visit delete { $number }`
visit-delete-question = Effacer pour de bon la visite { $number } ({ $request }, { $day }) ?
visit-deleted = La visite { $number } est effacée.
visits-none = Aucune visite ne correspond.
visits-skipped = { $count ->
        [one] { $count } ligne laissée de côté.
       *[other] { $count } lignes laissées de côté.
    }
month-close-question = Clôturer { $month } ? Ses chiffres seront publiés et ne pourront plus être retirés.
months-close-question = Clôturer { $count ->
        [one] { $count } mois
       *[other] { $count } mois
    } ? Leurs chiffres seront publiés et ne pourront plus être retirés.
publications-none = Rien n’est encore publié.
decisions-none = Rien n’est encore décidé.
demo-step = Étape { $number } sur { $total } : { $what }
demo-kept = Les nœuds sont gardés dans { $path }. Pour en visiter un : `maillage --home { $path }/NOM status`
backup-created = La sauvegarde est écrite dans { $path }.
backup-created-keys = Qui a ce fichier peut parler au nom de votre organisation et lire vos notes : gardez-le comme une clé. Pour le protéger d’une phrase de passe : `maillage backup create FICHIER --passphrase`
backup-created-protected = Sans la phrase de passe personne ne lit ce fichier, vous non plus : gardez-la ailleurs.
backup-created-keyless = Les clés n’y sont pas. Qui a ce fichier lit quand même vos notes, et sans les clés il ne suffira pas à refaire ce nœud.
backup-sound = La sauvegarde est entière.
backup-sound-next = Pour la remettre, dans un dossier vide : `maillage --home DOSSIER backup restore { $path }`
backup-sound-next-keyless = Pour la remettre, dans un dossier vide, avec le dossier où vous gardez les clés de l’appareil : `maillage --home DOSSIER backup restore { $path } --keys CLÉS`
backup-restored = Le nœud de { $operator } est remis, tel qu’il était le { $made }.
backup-restored-next = Ne relancez plus l’ancien. Ce nœud lit et note ; il écrira de nouveau pour les autres quand assez de membres lui auront dit jusqu’où il était allé : `maillage node run`
backup-restored-alone = Ne relancez plus l’ancien. Ce nœud écrit de nouveau : `maillage node run`
resume-question-stopped = L’autre copie de ce nœud est-elle arrêtée pour de bon ?
resume-question-alone = Personne n’est-il entré dans le réseau depuis cette sauvegarde, et l’ancien nœud est-il arrêté pour de bon ?
resume-writes = Ce nœud écrit de nouveau.
resume-waits = Ce nœud attend que des membres lui disent jusqu’où il avait écrit : { $met } sur { $needed }.
resume-waits-next = Restez en contact : `maillage node run`
resume-nothing = Rien ne retient ce nœud : il écrit.
store-sound = Tout est en ordre.
store-repair-question = Refaire les données de ce nœud à partir de ce qui est encore sain ? Le fichier abîmé reste à côté ; jusqu’à ce que d’autres membres aient dit où il en était, ce nœud lit, et note dès que vos permanences sont là, mais n’écrit rien qu’ils verraient.
store-repair-led = Rien n’est abîmé ; les données qui manquent encore seront demandées d’abord au membre de l’invitation.
store-repair-nothing = Rien n’est abîmé : rien n’a été changé.
store-repaired = { $count ->
        [0] Les données sont refaites ; rien n’a été perdu.
        [one] Les données sont refaites, sauf une ligne.
       *[other] Les données sont refaites, sauf { $count } lignes.
    }
store-repaired-anew = Rien ne se lisait plus ; les données recommencent, et ce que les membres connaissent reviendra d’eux.
store-repaired-next = Restez en contact : `maillage node run` ; ce nœud écrira de nouveau quand assez de membres lui auront dit jusqu’où il était allé.
store-repaired-alone = Si d’autres membres existent : `maillage node run` ; si vous êtes seul dans le réseau : `maillage backup resume --alone`
store-repair-kept = Le fichier abîmé est gardé tel quel : { $path }
store-repair-lost = Les visites, séances et mois clôturés qui ne se lisent plus ne sont chez personne d’autre. Une sauvegarde les a peut-être : remettez-la dans un autre dossier avec `maillage --home DOSSIER backup restore FICHIER`, regardez avec `maillage --home DOSSIER visit list`, et notez ici ce qui manque.
store-repair-doubtful = Des pages du fichier ont changé : une visite reprise peut être fausse sans que cela se voie. Comparez avec vos feuilles ou une sauvegarde.
prune-done = { $count ->
        [one] Une modification de page qu’un instantané remplace n’est plus gardée
       *[other] { $count } modifications de pages que des instantanés remplacent ne sont plus gardées
    }, { $bytes } octets.
prune-nothing = Il n’y a rien que ce nœud garde en trop.
prune-snapshot = { $count ->
        [one] Votre page repart d’un instantané qui remplace une modification.
       *[other] Votre page repart d’un instantané qui remplace { $count } modifications.
    }
prune-snapshot-next = Elles partiront d’elles-mêmes quand une majorité de membres aura confirmé ce qui est arrêté. Si un autre appareil de votre organisation a modifié la page sans s’être synchronisé, refaites-y cette modification. Restez en contact : `maillage node run`
prune-changes-next = { $count ->
        [one] Votre page a eu une modification depuis son dernier instantané.
       *[other] Votre page a eu { $count } modifications depuis son dernier instantané.
    } Pour les remplacer par un instantané : `maillage store prune --snapshot`

## Progress of long work

progress-join-asking = Demande d’entrée en cours
progress-sync-peers = Échange avec les autres membres
progress-import-rows = Lecture des lignes
progress-import-writing = Enregistrement
progress-close-months = Clôture des mois
progress-backup-write = Écriture de la sauvegarde
progress-backup-read = Vérification de la sauvegarde
progress-store-check = Vérification des données
progress-store-repair = Reprise de ce qui est sain
progress-working = En cours

## The demonstration's steps

demo-begins = Un réseau de { $count } opérateurs fictifs, sur cet ordinateur seulement.
demo-network-name = Réseau de démonstration
demo-step-found = le premier opérateur crée le réseau
demo-step-join = les autres sont invités, demandent à entrer et sont acceptés
demo-step-record = chacun encode ses permanences, ses séances et ses visites
demo-step-publish = chacun clôture ses mois, les chiffres permis sont publiés
demo-step-meet = les nœuds échangent jusqu’à montrer la même vue
demo-figures = { $shown } chiffres publiés ({ $visits } visites), { $hidden ->
        [one] { $hidden } masqué.
       *[other] { $hidden } masqués.
    }
demo-dysfunction = Signalé ensemble : { $service }, { $kind } ({ $reports ->
        [one] { $reports } signalement
       *[other] { $reports } signalements
    } de { $operators ->
        [one] { $operators } opérateur
       *[other] { $operators } opérateurs
    }).
demo-situation = Le code de confirmation n’arrive pas
demo-converged = Tous les nœuds montrent la même vue, après { $seconds } secondes.
demo-not-converged = Les nœuds ne montrent pas la même vue.
demo-talk = Les nœuds restent ouverts. Pour leur parler, dans un autre terminal (le jour y est fixé avec MAILLAGE_CLOCK=2026-10-15) :
demo-stop = Ctrl-C les arrête et efface tout.
label-view = Vue
label-process = Processus
label-entries = Entrées
## Permanences, records and figures

arg-permanence-status = Étape de la permanence : active, suspendue, fermee…
dry-run-answer = { $sentence } (Essai seulement : rien n’a été changé.)
host-next = Ensuite, sa permanence : `maillage permanence add NOM-COURT --name NOM --host { $slug } --timetable HORAIRE`
permanence-next = Pour la revoir : `maillage permanence show { $slug }`
permanences-next = Tout sur une permanence : `maillage permanence show NOM-COURT`
permanences-own-none = Aucune permanence encore. Pour en ajouter une : `maillage permanence add --help`
permanences-taken = Permanences nouvelles ou changées : { $permanences } ; lieux d’accueil : { $hosts } ; lignes déjà connues : { $unchanged }.
permanences-taken-none = Aucune ligne du fichier n’est de l’opérateur « { $operator } ».
directory-day = Ouvertes le { $day } :
directory-next = La fiche d’une permanence : `maillage directory show NOM-COURT`
verified-ago = { $days ->
        [0] aujourd’hui
        [1] hier
       *[other] il y a { $days } jours
    }
verified-never = jamais
source-device = appareil { $device }, entrée { $entry } de son journal
sessions-taken = Feuilles de séance ajoutées : { $added } ; remplacées : { $replaced } ; déjà connues : { $unchanged }.
sessions-expected-none = Aucune séance attendue ni notée ce mois-là.
sessions-holidays-unknown = Les congés scolaires ne sont connus que jusqu’au { $until } : après cette date, des séances de { $permanence } sont attendues aussi pendant les congés. Si une séance n’a pas lieu, dites-le par `maillage session close`.
sessions-accounted = Séances attendues dont on sait ce qu’elles sont devenues : { $accounted } sur { $expected }.
sessions-next = Celles dont on ne sait rien : `maillage session missing`
session-without-sheet = pas de feuille
session-to-come = à venir
session-by-visits = visites notées
missing-none = Aucune séance attendue ne manque.
missing-next = Dites ce que chacune est devenue, `maillage session close --permanence NOM-COURT --date JOUR` (avec `--empty` si personne n’est venu, `--cancelled RAISON` si elle n’a pas eu lieu) ; ou reprenez leurs feuilles d’un fichier, `maillage session import FICHIER`
sessions-taken-next = Quand le mois est fini : `maillage month close`
visits-taken = Visites reprises : { $rows } ; séances : { $days } ; visites remplacées : { $replaced }.
visits-taken-next = Pour les relire : `maillage visit list`
visits-already = Ce fichier a déjà été repris : rien n’a été ajouté.
visits-already-next = Pour remplacer ce qu’il avait apporté : `maillage visit import { $file } --replace-days`
visit-noted = Noté ({ $count ->
        [1] 1re
       *[other] { $count }e
    } de la séance) : { $request }, { $outcome }, { $permanence }, { $day }.
visit-noted-number = N° { $number }
visit-corrected = La visite { $number } est corrigée : { $request }, { $outcome }, { $permanence }, { $day }.
visit-late = Les chiffres de ce mois sont déjà publiés et ne changent plus ; la visite comptera dans une période suivante, plus large.
visits-more = { $shown ->
        [1] La plus récente
       *[other] Les { $shown } plus récentes
    } sur { $total } ; pour toutes, ajoutez `--limit { $limit }`
visits-next = Pour corriger : `maillage visit amend NUMÉRO --outcome RÉSULTAT` ; pour effacer : `maillage visit delete NUMÉRO`
record-begins = { $permanence }, { $day } : { $count ->
        [0] aucune visite notée encore.
        [one] { $count } visite notée.
       *[other] { $count } visites notées.
    }
record-keys = Un chiffre, ou le début d’un mot puis Entrée. « = » : la même encore ; « - » : reprendre la dernière ; « , » : préciser (âge, genre…) ; « ? » : cette aide ; « 0 » : fin.
record-prompt = { $question } : { $typed }
record-question-permanence = Permanence
record-question-need = Besoin
record-question-outcome = Résultat
record-question-detail = Préciser (Entrée : plus rien)
record-noted = Noté, { $count ->
        [1] 1re
       *[other] { $count }e
    } de la séance : { $request }, { $outcome }.
record-completed = Précisé : { $field }, { $value }.
record-taken-back = Repris : { $request }, { $outcome }. { $count ->
        [0] Aucune visite ne reste.
        [one] { $count } visite reste.
       *[other] { $count } visites restent.
    }
record-nothing-before = Aucune visite n’a été notée ici avant. Une plus ancienne : `maillage visit list`
record-wrong-key = Cette touche ne va pas ici. { $last ->
        [0] Retour arrière efface la dernière lettre.
       *[other] Possible : 1 à { $last }, des lettres, retour arrière, « ? » pour l’aide, « 0 » pour la fin.
    }
record-ends = { $noted ->
        [0] Rien n’a été noté
        [one] { $noted } visite notée
       *[other] { $noted } visites notées
    } ; { $permanence } en a { $count } ce jour-là.
record-ends-next = La séance est finie ? `maillage session close --permanence { $permanence } --date { $day }`
detail-age = Âge estimé
detail-gender = Genre
detail-duration = Durée en minutes
detail-language = Langue
detail-participation = Part de la personne
detail-device = Appareil
detail-channel = Lieu de l’aide
detail-referral = Réorientée vers (Entrée : passer)
session-opened = Séance ouverte : { $permanence }, { $day } ; au travail : { $people }.
session-opened-next = Pour noter les visites : `maillage record --permanence { $permanence } --date { $day }`
session-closed = { $permanence }, { $day } : { $status } ; visites : { $count } ; au travail : { $people } ; refus : { $away }.
session-closed-next = Toutes les feuilles : `maillage session list`
sessions-none = Aucune feuille de séance ne correspond.
sessions-more = Les { $shown } plus récentes de { $total } ; pour toutes, ajoutez `--limit { $limit }`
sessions-open = Des séances prévues restent à régler : `maillage session close --permanence NOM-COURT --date JOUR`
tally-already-next = Pour remplacer ce qu’il avait apporté : `maillage visit tally { $file } --replace-days`
grid-title = { $permanence }, { $day } : un trait par visite
grid-next = Après la séance, une ligne par case remplie (permanence, date, type, resultat, nombre) : `maillage visit tally FICHIER`
history-imported = { $count ->
        [one] { $count } visite reprise d’un fichier
       *[other] { $count } visites reprises d’un fichier
    }
history-amended = visite { $number } corrigée
history-deleted = visite { $number } effacée
history-replaced = { $permanence } : { $count ->
        [one] { $count } visite remplacée par celles d’un autre fichier
       *[other] { $count } visites remplacées par celles d’un autre fichier
    }
history-closed-partial = { $month } clôturé sans toutes ses séances ({ $reason })
history-closed = { $month } clôturé
history-none = Rien n’a été repris, corrigé ni effacé ici.
history-next = Cette trace reste sur cet ordinateur. Celle d’une visite : `maillage visit history NUMÉRO`
close-preview = Voici ce qui serait publié ; tout le reste demeure sur cet ordinateur.
months-published = Mois clôturés et publiés : { $months } ; chiffres montrés : { $shown } ; masqués : { $hidden }.
month-partial = { $count ->
        [one] { $month } est clôturé bien qu’il manque { $count } séance ({ $reason }).
       *[other] { $month } est clôturé bien qu’il manque { $count } séances ({ $reason }).
    }
partial-lost-sheets = feuilles perdues
partial-staff-away = équipe absente
partial-first-month = premier mois
partial-kept-elsewhere = notées dans un autre système
partial-other = autre raison
months-published-next = Pour les voir comme tout le monde les voit : `maillage publication list`
publications-next = Les chiffres d’une période : `maillage publication show OPÉRATEUR PÉRIODE`
publication-title = { $operator }, { $period }
publication-source = Publié par l’{ $source }.
publication-partial = Clôturé chez vous bien que des séances manquaient : { $reason }. Les autres membres ne le voient pas.
publication-anchored = Le registre du réseau l’a fixé : cela ne change plus.
publication-not-anchored = Le registre du réseau ne l’a pas encore fixé.
publication-disputed = Deux contenus différents ont été publiés : aucun des deux ne compte.
publication-next = Les chiffres de tout le réseau : `maillage stats`
dysfunction-ask-service = Quel service ? [{ $codes }]
dysfunction-ask-kind = Qu’est-ce qui ne va pas ? [{ $codes }]
dysfunction-ask-severity = Quelle gravité ? [{ $codes }]
dysfunction-text-question = Ce texte part chez tous les membres et ne peut plus être rappelé : « { $text } ». Ne désigne-t-il vraiment personne ?
dysfunction-reported = Signalé : { $service }, { $kind }, { $severity }. { $operators ->
        [1] Personne d’autre ne l’a signalé jusqu’ici.
       *[other] { $operators } opérateurs l’ont signalé.
    }
dysfunction-number = Code { $code }.
dysfunction-reported-next = Quand le service en est averti : `maillage dysfunction amend { $code } --state signale` ; quand il marche de nouveau : `maillage dysfunction close { $code }`
dysfunction-changed = Le signalement { $code } est changé : { $service }, { $kind }, { $severity }, { $state }.
dysfunction-changed-next = Pour le revoir : `maillage dysfunction show { $code }`
dysfunction-withdraw-question = Retirer le signalement { $code } ({ $service }, { $kind }) ?
dysfunction-withdrawn = Le signalement { $code } est retiré : personne ne le montre plus.
dysfunctions-none = Aucun signalement ne correspond. Pour en faire un : `maillage dysfunction report --help`
dysfunctions-next = Tout sur un groupe : `maillage dysfunction show RÉFÉRENCE` ; un dossier à remettre : `maillage dysfunction export`
dysfunction-title = { $service } : { $kind }
dysfunction-together = { $reports ->
        [one] { $reports } signalement
       *[other] { $reports } signalements
    } de { $operators ->
        [one] { $operators } opérateur
       *[other] { $operators } opérateurs
    }, depuis le { $since } ; au pire : { $severity } ; { $states }.
dysfunction-state-count = { $state } : { $count }
dysfunction-show-next = Pour vous y joindre : `maillage dysfunction report { $service } { $kind } --severity GRAVITÉ`
dossier-title = Dysfonctionnements de services numériques
dossier-intro = Signalés par les opérateurs du réseau « { $network } ». État au { $day }.
dossier-note = Un signalement est celui d’un opérateur ; plusieurs personnes peuvent être derrière chacun, et aucune n’y est désignée. « Depuis » est le premier jour dont un opérateur se souvient.
dossier-situations = Situations rencontrées :
dossier-none = Aucun signalement.
dossier-workarounds = Comment les personnes s’en sortent : { $workarounds }.
state-disputed = contradictoire
state-published = publié
figures-coverage = Couverture : opérateurs { $operators } sur { $operators_expected } ; permanences { $permanences } sur { $permanences_expected } ; { $period }.
figures-title = Chiffres du réseau
sheet-figures = Chiffres
sheet-about = À propos
question-kept = La question est gardée : `maillage stats --saved { $name }`
question-forgotten = La question { $name } est oubliée.
question-again = Elle était : maillage stats { $words }
questions-none = Aucune question n’est gardée.
questions-none-next = Pour en garder une : `maillage stats --by mois --save NOM-COURT`
questions-next = Pour en poser une : `maillage stats --saved NOM` ; pour l’oublier : `maillage stats --forget NOM`
figures-earlier = La période d’avant :
figures-period = période : { $from } – { $to }
figures-no-period = aucun mois publié
figures-complete = Il ne manque aucun mois.
figures-missing = Il manque : { $missing }
figures-missing-months = { $name } ({ $months })
figures-missing-all = { $name } (n’a encore rien publié)
figures-disputed = Publiés deux fois avec des contenus différents, donc sans effet : { $missing }
months-span = { $from } – { $to }
figures-protection = Les chiffres de 0 à { $most } sont masqués pour que personne ne soit reconnu, et d’autres qui permettraient de les trouver. Ce sont des visites, pas des personnes.
figures-local = CHIFFRES BRUTS de votre organisation, non protégés : à ne pas diffuser.
figures-none = Aucun chiffre pour cette demande.
figures-between = entre { $least } et { $most }
figures-at-least = au moins { $least }
figures-hidden = { $count ->
        [one] { $count } chiffre masqué
       *[other] { $count } chiffres masqués
    }
figures-next = Pour répartir autrement : `maillage stats --by permanence,mois`
figures-next-close = Pour publier les mois qui manquent chez vous : `maillage month close --all-before { $day }`
figures-next-others = Pas encore clôturés par { $names }.
quarter-long = { $quarter ->
        [1] 1er trimestre
       *[other] { $quarter }e trimestre
    } { $year }
label-hidden = Masqués
label-shown = Montrés
label-source = Annoncé par
label-verified = Vérifié
## Members, node and state

moment-utc = { $day }, { $time } UTC
label-smallest-figure = Plus petit nombre publié
label-for-whom = Pour
label-approvals-needed = Accords demandés
label-permanences = Permanences
label-made = Faite
label-received = Reçu
label-sent = Envoyé
label-sponsor = Présenté par
label-comparison-code = Code à comparer
label-node = Nœud
label-visits-here = Visites notées ici
label-decisions = Décisions
label-addresses = Adresses
label-last-error = Dernière difficulté
label-proposer = Proposée par
label-acknowledged = Confirmée par
label-ordered-by = Mise en ordre par
label-parent = Précédente
role-me = vous
role-secretary = secrétaire
network-size = { $name } ({ $members ->
        [0] aucun membre
        [one] { $members } membre
       *[other] { $members } membres
    }, { $permanences ->
        [0] aucune permanence
        [one] { $permanences } permanence
       *[other] { $permanences } permanences
    })
operator-joining = { $operator }, en attente d’entrée
operator-refused = { $operator }, demande refusée
node-running = en marche
node-off = arrêté
node-received = Reçu : { $entries ->
        [one] { $entries } entrée
       *[other] { $entries } entrées
    } et { $items ->
        [one] { $items } acte
       *[other] { $items } actes
    } du registre.
next-node-run = Ensuite : `maillage node run`
join-next = Ensuite : laissez tourner `maillage node run` ; vous serez membre dès que votre demande est acceptée.
next-joining = Votre demande attend. Lisez ce code à { $inviter } au téléphone : { $code }
next-refused = Votre demande a été refusée. Appelez { $inviter } ; avec une nouvelle invitation : `maillage join INVITATION --operator ORGANISATION --home DOSSIER`
next-requests = { $count ->
        [one] { $count } demande d’entrée attend votre réponse : `maillage member requests`
       *[other] { $count } demandes d’entrée attendent votre réponse : `maillage member requests`
    }
next-invite = Vous êtes le seul membre. Pour inviter : `maillage member invite --for ORGANISATION`
next-sessions = { $count ->
        [one] De { $count } séance récente, on ne sait pas ce qu’elle est devenue. Voyez `maillage session missing`
       *[other] De { $count } séances récentes, on ne sait pas ce qu’elles sont devenues. Voyez `maillage session missing`
    }
school-french = Communauté française
school-flemish = Communauté flamande
school-known = { $calendar }, connus jusqu’au { $until }
school-unconfirmed = { $calendar }, connus jusqu’au { $until }, à confirmer
next-permanence = Aucune permanence n’est encore annoncée. Pour en ajouter une : `maillage permanence add --help`
invitation-code = Son code, pour la retrouver ou la reprendre : { $code }
invitation-keep-running = Votre nœud doit tourner pour recevoir la demande : `maillage node run`
invitation-without-address = Attention : cette invitation ne dit pas où vous joindre, car votre nœud n’a encore jamais tourné. Lancez `maillage node run`, puis refaites une invitation.
invitation-state-open = ouverte
invitation-state-used = utilisée
invitation-state-revoked = reprise
invitation-state-expired = périmée
request-state-waiting = attend votre réponse
request-state-approved = acceptée par vous
request-state-refused = refusée
request-to-be-ordered = { $name } a tous les accords ; le nœud du secrétaire doit encore inscrire la décision.
requests-next-sponsored = Un code avec un parrain est celui de la proposition : le nouveau venu ne le voit pas. Demandez au parrain s’il a comparé le sien par téléphone, puis : `maillage member accept CODE`
requests-next = Comparez le code au téléphone, puis : `maillage member accept CODE`
status-exchanging = { $count ->
        [one] { $count } voisin connecté ; l’échange est en cours.
       *[other] { $count } voisins connectés ; l’échange est en cours.
    }
status-halted = Le réseau ne peut plus rien décider : deux décisions se contredisent. Voyez `maillage decision list`
status-needs-update = Une partie du réseau demande une version plus récente de Maillage.
status-alarms = Alarme : un défaut du programme a figé la page de { $operators } telle qu’elle était. Personne n’est en cause et rien n’est perdu. Mettez `maillage` à jour, et signalez-le avec le journal du nœud (`MAILLAGE_LOG=error`)
status-restored-waiting = Ce nœud vient d’une sauvegarde, d’une copie ou d’une réparation et n’écrit rien que d’autres verraient : { $met } membres sur { $needed } lui ont dit jusqu’où il était allé. Restez en contact : `maillage node run`
status-restored-alone = Ce nœud vient d’une sauvegarde, d’une copie ou d’une réparation, et personne d’autre ne peut dire jusqu’où il était allé. Si vous êtes seul dans le réseau : `maillage backup resume --alone`
status-restored-settling = Ce nœud vient d’une sauvegarde, d’une copie ou d’une réparation : il écrit, mais ne publiera de chiffres que quand le réseau aura arrêté ce qu’il a écrit depuis.
status-copy-running = Un autre nœud écrit avec la clé de cet appareil ; celui-ci n’écrit plus. Arrêtez l’autre pour de bon, puis : `maillage backup resume`
status-own-fork = Deux histoires différentes de cet appareil sont signées : il n’écrit plus. Entrez comme un autre appareil, dans un autre dossier : avec un appareil qui a la clé racine, `maillage device pair` là-bas ; ou avec la fiche de reprise (`maillage recovery sheet`), `maillage --home DOSSIER recover FICHE --name NOM`
status-damaged = Des données de ce nœud sont abîmées. Voyez lesquelles : `maillage store check`
status-disk-full = Le disque est plein : ce nœud n’écrit plus rien. Faites de la place ; il écrira de nouveau de lui-même.
status-disk-failed = Le disque a refusé d’écrire ({ $why }) : ce nœud réessaie de lui-même. Vérifiez le disque ; si cela dure, arrêtez le nœud et relancez-le : `maillage node stop`, puis `maillage node run`.
sync-nobody = Personne à joindre pour l’instant.
decisions-pending = { $count ->
        [one] { $count } proposition attend encore. Voyez `maillage decision pending`
       *[other] { $count } propositions attendent encore. Voyez `maillage decision pending`
    }
decision-found = { $operator } fonde le réseau « { $network } ».
decision-admit = { $operator } entre dans le réseau.
decision-hold = Pour { $operator }, l’appareil { $governing } décide et { $publishing } publie.
decision-remove = { $operator } est exclu du réseau. Ce qu’il a publié avant reste, et porte cette mention.
decision-leave = { $operator } quitte le réseau. Ce qu’il a publié avant reste, et porte cette mention.
decision-suspend = { $operator } ne répond plus et n’est plus compté dans les majorités, jusqu’à ce qu’il revienne.
decision-resume = { $operator } est de retour et compte de nouveau.
decision-replace-key = { $operator } a une nouvelle clé racine. L’appareil { $device } décide et publie pour lui.
decision-policy = Les règles changent : un chiffre se montre à partir de { $k } visites ; une admission demande l’accord d’un membre sur { $share }, et d’au moins { $least }.
decision-relays = Relais du réseau : { $relays }.
decision-no-relays = Plus aucun relais.
decision-relays-change = La liste des relais change aussi.
decision-revocation = L’appareil { $device } ne parle plus pour { $operator }. Ce qu’il a écrit après l’entrée { $entry } ne compte pas, sauf ce qui était déjà fixé.
decision-objection = L’ancienne clé racine de { $operator } s’oppose à son remplacement, qui est annulé.
decision-install = { $operator } tient désormais le registre (mandat { $term }).
decision-anchor = { $count ->
        [one] Le journal d’{ $count } appareil est fixé : son passé ne change plus.
       *[other] Les journaux de { $count } appareils sont fixés : leur passé ne change plus.
    }
view-digest-of = Empreinte de { $entries } entrées et { $items } actes du registre. Deux membres qui savent la même chose ont la même.
problem-invitation-not-known = { $inviter } ne connaît pas cette invitation.
    .why = Elle a peut-être été faite sur un autre appareil, ou ses données ont été remplacées.
    .next = demandez-en une nouvelle, puis `maillage join INVITATION --operator ORGANISATION`
node-stop-asked = Le nœud s’arrête.
difficulty-unreachable = ne répond pas
difficulty-cut = échange coupé
difficulty-protocol = n’a pas suivi les règles
difficulty-own = difficulté sur cet ordinateur
reason-not-a-store = ce fichier n’est pas la base d’un nœud
reason-store-is-folder = c’est un dossier, pas le fichier des données : déplacez-le ailleurs d’abord
reason-store-gone = les clés sont là, mais pas les données qui vont avec
reason-nobodys-store = les données ne disent plus à qui elles sont
reason-no-address = l’invitation ne dit pas où joindre l’organisation qui invite
label-term = Mandat
label-rule = Règle
label-before = Aujourd’hui
label-after = Proposé
label-counts-to = Compte jusqu’à l’entrée
label-held-to = Connu ici jusqu’à
label-breach = Ce qui est prouvé
label-entry = Entrée du journal
label-setting = Réglage
label-meaning = Signification
rule-smallest-figure = Plus petit chiffre montré
rule-admission-share = Admission : un membre sur
rule-admission-least = Admission : au moins
rule-relays = Relais
standing-suspended = suspendu
standing-left = ancien membre, parti
standing-removed = ancien membre, exclu
matter-approvals = { $given } sur { $needed } : { $names }
matter-rejected = écarté par vous
matter-waits-for-you = attend votre réponse
matter-waits-for-secretary = attend que le nœud du secrétaire l’inscrive
matter-waits-for-others = { $count ->
        [one] attend { $count } autre accord
       *[other] attend { $count } autres accords
    }
matter-decided = C’est décidé : { $sentence }
propose-question = { $sentence } Le proposer ?
propose-would-need = { $count ->
        [one] Il faudrait l’accord de { $count } membre.
       *[other] Il faudrait l’accord de { $count } membres.
    }
proposed = Proposition { $code } : { $sentence }
proposed-to-be-ordered = Elle a tous ses accords ; le nœud du secrétaire doit encore l’inscrire.
proposed-missing = { $count ->
        [one] Il manque encore { $count } accord.
       *[other] Il manque encore { $count } accords.
    }
proposed-next = Les autres membres l’approuvent ainsi : `maillage decision approve { $code }`
approve-question = { $sentence } L’approuver ?
approve-proposal-question = { $proposer } propose : { $sentence } L’approuver ?
approve-door-question = { $sentence } L’approuver, si le code { $code } est le même de l’autre côté ?
approved = Votre accord est donné : { $sentence }
rejected = Écarté de ce qui vous attend : { $sentence }
rejected-door = Demande refusée : { $sentence }
rejected-next = Personne n’en est averti. Pour l’approuver malgré tout : `maillage decision approve { $code }`
pending-none = Rien n’attend.
pending-next = Pour répondre : `maillage decision approve CODE` ou `maillage decision reject CODE`
pending-rejected = { $count ->
        [one] { $count } chose écartée par vous n’est pas montrée. Voyez `maillage decision pending --all`
       *[other] { $count } choses écartées par vous ne sont pas montrées. Voyez `maillage decision pending --all`
    }
pending-to-order = Vous tenez le registre et l’inscription se fait à la main : `maillage decision order`
withheld-head = Le secrétaire semble retenir le journal de l’appareil { $device } à partir d’avant l’entrée { $entry } ; le disent : { $members }
withheld-item = Le secrétaire semble retenir { $code } ; le disent : { $members }
withheld-next = Parlez-lui ; si cela dure, confiez le registre à un autre : `maillage decision propose secretary MEMBRE`
order-question = { $count ->
        [one] Inscrire { $count } décision dans le registre ?
       *[other] Inscrire { $count } décisions dans le registre ?
    }
order-would = { $count ->
        [one] { $count } décision serait inscrite.
       *[other] { $count } décisions seraient inscrites.
    }
order-nothing = Rien n’est à inscrire.
decisions-void = { $count ->
        [one] { $count } décision d’un mandat passé est restée sans effet et peut être proposée à nouveau.
       *[other] { $count } décisions de mandats passés sont restées sans effet et peuvent être proposées à nouveau.
    }
next-decisions = { $count ->
        [one] { $count } décision attend votre réponse. Voyez `maillage decision pending`
       *[other] { $count } décisions attendent votre réponse. Voyez `maillage decision pending`
    }
next-halted = Entendez-vous avec les autres membres, puis confiez le registre à l’un d’eux : `maillage decision propose secretary MEMBRE`
next-suspended = Pour que votre organisation compte de nouveau : `maillage decision propose resume`
next-former = Vos propres visites restent sur cet ordinateur : `maillage visit list`
status-former = Votre organisation ne fait plus partie du réseau. Ce qu’elle a publié avant y reste, avec cette mention.
status-about-own = Une décision qui concerne votre propre organisation est proposée : la retirer, la suspendre, ou lui donner une autre clé racine. Si ce n’est pas votre demande, appelez tout de suite les autres membres ; lisez-la : `maillage decision pending`
status-suspended = Votre organisation est suspendue : elle n’est pas comptée et n’approuve rien.
status-turned-away = { $count ->
        [one] Le nœud de { $count } membre n’accepte pas l’échange avec cet appareil : pour lui, votre organisation ne fait pas ou plus partie du réseau. Demandez-lui ; il voit la décision avec `maillage decision list`
       *[other] Les nœuds de { $count } membres n’acceptent pas l’échange avec cet appareil : pour eux, votre organisation ne fait pas ou plus partie du réseau. Demandez-leur ; ils voient la décision avec `maillage decision list`
    }
status-halted-between = Le réseau ne peut plus rien décider : après la décision { $after }, { $count } décisions se contredisent. Signées par : { $signers }
status-withheld = { $count ->
        [one] Le secrétaire semble retenir { $count } chose. Voyez `maillage decision pending`
       *[other] Le secrétaire semble retenir { $count } choses. Voyez `maillage decision pending`
    }
status-evidence = { $count ->
        [one] { $count } preuve contre un appareil. Voyez `maillage evidence list`
       *[other] { $count } preuves contre des appareils. Voyez `maillage evidence list`
    }
difficulty-not-a-member = ne vous compte pas parmi les membres
breach-fork = Deux histoires différentes de son journal
breach-several-decisions = Plusieurs décisions à la suite d’une seule
breach-invalid-decision = Une décision qui enfreint une règle
breach-several-branches = A confirmé deux suites contradictoires du registre
breach-several-installations = A signé pour deux secrétaires dans un même mandat
breach-against-acknowledgement = A installé un secrétaire contre ce qu’il avait confirmé
breach-refused-change = Une modification de page que les règles refusent
evidence-none = Aucune preuve contre personne.
evidence-next = Pour en voir une, ou les remettre à quelqu’un : `maillage evidence show CODE`, `maillage evidence export FICHIER`
evidence-consequence = Une preuve ne change rien par elle-même : aux membres d’en juger, par exemple avec `maillage decision propose remove MEMBRE`
evidence-exported = { $count ->
        [one] { $count } preuve, avec les octets signés : chacun peut la vérifier sans ce nœud.
       *[other] { $count } preuves, avec les octets signés : chacun peut les vérifier sans ce nœud.
    }
setting-govern-auto-on = Quand il tient le registre, ce nœud inscrit de lui-même ce qui a ses accords.
setting-govern-auto-off = Quand il tient le registre, ce nœud n’inscrit rien de lui-même.
config-order-next = Pour inscrire ce qui attend : `maillage decision order`
reason-impossible-rules = un chiffre montré dès 5 visites au moins, et une admission par un membre sur un nombre d’au moins 1
reason-too-many-relays = trop de relais, ou une adresse trop longue
reason-decided-before = la même chose a déjà été décidée
reason-no-member = cette organisation n’est pas membre
reason-branch-may-stand = une majorité a peut-être confirmé une suite du registre que cela abandonnerait
operator-former = { $operator } (ancien membre)
worth-proved = prouvé par les seules signatures
worth-signed = bien signé par cet appareil ; la règle enfreinte se voit avec le registre
worth-nothing = ne prouve rien

## Devices, keys and recovery

help-device = Les appareils de votre organisation
help-device-after = Un nouvel appareil : `maillage device pair` sur celui-ci, puis `maillage device pair CODE --name NOM` sur le nouveau, puis `maillage device accept CODE` ici.
help-device-list = La liste de vos appareils, et de ceux qui demandent à en être
help-device-pair = Sans code : en faire un, valable quinze minutes ; avec un code : faire de cet ordinateur un appareil de plus
help-device-accept = Accepter un appareil, après avoir comparé son code
help-device-hold = Dire quel appareil décide et lequel publie
help-device-rename = Donner un autre nom à un appareil
help-device-revoke = Déclarer qu’un appareil perdu ou donné ne parle plus pour vous
role-revoked = révoqué
revoke-question = L’appareil « { $name } » ne parlera plus jamais pour vous ; ce qu’il a écrit après l’entrée { $entry } ne comptera pas. D’accord ?
device-revoked = L’appareil « { $name } » ({ $code }) est révoqué après son entrée { $entry }.
problem-device-self = Cet appareil ne peut pas se révoquer lui-même.
    .why = Il ne parlerait plus aux autres, et ne pourrait plus le dire à personne.
    .next = sur un autre appareil de votre organisation : `maillage device revoke APPAREIL` ; ou, avec la fiche de reprise, sur un nouvel ordinateur : `maillage recover FICHE --name NOM`
problem-device-revoked-already = L’appareil « { $name } » est déjà révoqué.
    .why = Il ne parle plus pour vous ; une seconde révocation n’y ajouterait rien.
    .next = voyez vos appareils : `maillage device list`
problem-device-acts = L’appareil « { $name } » décide ou publie pour votre organisation.
    .why = Sans lui, personne ne le ferait : un autre appareil doit d’abord prendre ce rôle.
    .next = donnez le rôle à un autre : `maillage device hold --governs APPAREIL --publishes APPAREIL`, puis reprenez
help-key = Les clés de cet ordinateur
help-key-status = Où sont les clés, et si la clé racine a une phrase de passe
help-key-protect = Donner une phrase de passe à la clé racine, la changer ou l’enlever
help-key-protect-after = La clé racine est l’identité de votre organisation : elle certifie ses appareils. Avec une phrase de passe, un ordinateur volé ne suffit plus pour s’en servir ; elle n’est demandée que pour changer d’appareils, jamais au quotidien. Oubliée, elle ne se retrouve pas. Avec `--passphrase-stdin`, une ligne de l’entrée pour la phrase actuelle s’il y en a une, puis une pour la nouvelle.
help-key-rotate-endpoint = Remplacer la clé qui protège les connexions, le nœud étant arrêté
help-recovery = La fiche de reprise, à imprimer et à mettre en lieu sûr
help-recovery-sheet = Faire la fiche de reprise, en texte ou en page à imprimer
help-recovery-sheet-after = Exemple : `maillage recovery sheet --html --output fiche.html`. Si la clé racine a une phrase de passe, la fiche porte la clé enfermée, qui ne s’ouvre qu’avec elle.
help-recover = Revenir sur un nouvel ordinateur, avec la fiche de reprise
help-recover-after = Sans fichier, les lignes de la fiche se tapent l’une après l’autre. Les visites notées ne sont pas sur la fiche.
value-device = APPAREIL
arg-pairing-code = Le code fait sur l’autre appareil, le fichier qui le contient, ou - pour le lire à l’entrée
arg-device-name = Nom de l’appareil, par exemple « portable de l’accueil »
arg-pairing-request-code = Code court que montre le nouvel appareil
arg-own-device = L’appareil, par son nom ou son code court
arg-governs = L’appareil qui décide désormais, par son nom ou son code court
arg-publishes = L’appareil qui publie désormais, par son nom ou son code court
arg-passphrase-remove = Enlever la phrase de passe
arg-passphrases-stdin = Lire à l’entrée, une par ligne : la phrase de passe actuelle s’il y en a une, puis la nouvelle
arg-sheet-html = Une page à imprimer, avec un code QR, au lieu de texte
arg-sheet-plain = Mettre la clé elle-même sur la fiche, même si une phrase de passe la protège ici
arg-sheet-file = Le texte de la fiche, dans un fichier, ou - pour le lire à l’entrée ; sinon il se tape
problem-root-locked = { $command ->
        [recover] La clé de cette fiche est protégée par une phrase de passe.
       *[other] La clé racine est protégée par une phrase de passe.
    }
    .why = Cette commande engage votre organisation ; la phrase de passe est nécessaire, et personne ne peut être interrogé ici.
    .next = reprenez la même commande dans un terminal, où elle est demandée, ou donnez la phrase sur l’entrée avec `--passphrase-stdin` ; ce que la commande attend : `maillage { $asked } --help`
problem-root-absent = La clé racine n’est pas sur cet ordinateur.
    .why = { $count ->
            [1] Elle est gardée ailleurs, et elle seule peut changer vos appareils. L’appareil qui l’avait quand celui-ci a été admis : « { $name } ».
           *[other] Elle est gardée ailleurs, et elle seule peut changer vos appareils. Aucun appareil n’est connu ici pour l’avoir.
        }
    .next = tapez la même commande sur l’appareil qui l’a, où `maillage key status` dit si la clé s’y trouve ; s’il est perdu, revenez sur un nouvel ordinateur avec la fiche de reprise : `maillage recover FICHIER --name NOM`
problem-passphrase-wrong = { $command ->
        [recover] La phrase de passe n’ouvre pas la clé de la fiche.
       *[other] La phrase de passe n’ouvre pas la clé racine.
    }
    .why = Ce n’est pas celle qui a été choisie pour cette clé.
    .next = { $command ->
            [recover] reprenez avec la bonne : `maillage recover FICHIER --name NOM` ; oubliée, elle ne se retrouve pas, et il faut une fiche faite sans elle
           *[other] reprenez la même commande avec la bonne, tapée dans un terminal ou donnée sur l’entrée ; ce qu’elle attend : `maillage { $asked } --help`
        }
problem-passphrase-invalid = Cette phrase de passe ne peut pas servir.
    .why = Voici ce qui ne va pas : { $why }.
    .next = { $command ->
            [backup-create] reprenez, et choisissez-en une autre : `maillage backup create FICHIER --passphrase`
            [recover] reprenez avec la phrase de la fiche : `maillage recover FICHIER --name NOM`
            [key-protect] choisissez-en une autre : `maillage key protect`
           *[other] reprenez avec la bonne ; dans un terminal elle est demandée : `maillage { $asked } --help`
        }
problem-passphrase-weak = Cette phrase de passe est trop facile à deviner.
    .why = Voici ce qui ne va pas : { $why }. Qui a le fichier peut essayer autant de phrases qu’il veut.
    .next = prenez-en une de plusieurs mots sans rapport entre eux ; dans un terminal elle est demandée : `maillage { $asked } --help`
problem-home-pairing = Cet appareil attend encore d’être accepté par { $name }.
    .why = Un autre de ses appareils doit l’accepter, et le réseau l’inscrire.
    .next = laissez tourner `maillage node run`, et acceptez-le sur l’autre appareil ; pour voir où il en est : `maillage status`
problem-home-recovering = Le retour de { $name } n’est pas encore inscrit.
    .why = Le nœud du secrétaire doit inscrire ce nouvel appareil.
    .next = laissez tourner `maillage node run` ; pour voir où il en est : `maillage status`
problem-pairing-malformed = Ce code d’appareil n’est pas entier.
    .why = Voici ce qui ne va pas : { $why }.
    .next = recopiez-le tout entier : `maillage device pair CODE --name NOM`
problem-pairing-expired = Ce code d’appareil n’est plus valable.
    .why = Il valait jusqu’au { $expired }.
    .next = refaites-en un sur l’autre appareil : `maillage device pair`
problem-pairing-used = Ce code d’appareil a déjà servi.
    .why = Un code ne sert qu’à un seul appareil.
    .next = refaites-en un sur l’autre appareil : `maillage device pair`
problem-pairing-not-known = L’autre appareil ne connaît pas ce code.
    .why = Il a été oublié après un jour, ou les données de l’appareil ont été remplacées.
    .next = refaites-en un sur l’autre appareil : `maillage device pair`
problem-pairing-unknown = Aucun appareil ne demande avec le code « { $code } ».
    .why = Sa demande n’est pas encore arrivée, ou elle a déjà reçu une réponse.
    .next = voyez ceux qui attendent : `maillage device list`
problem-pairings-full = Trop de codes d’appareil sont déjà en attente.
    .why = Cet appareil n’en garde qu’un petit nombre à la fois.
    .next = attendez un jour, ou répondez à ceux qui attendent : `maillage device list`
problem-device-unknown = Aucun de vos appareils ne s’appelle « { $name } ».
    .why = Ceux qui sont inscrits : { $known }.
    .next = voyez leurs noms et leurs codes : `maillage device list`
problem-device-ambiguous = Plusieurs de vos appareils s’appellent « { $name } ».
    .why = Leurs codes : { $known }.
    .next = donnez le code de l’appareil à la place de son nom ; lequel est lequel : `maillage device list`
problem-device-exists = Un de vos appareils s’appelle déjà « { $name } ».
    .why = Deux appareils du même nom se confondraient.
    .next = choisissez un autre nom ; ceux qui existent sont dans `maillage device list`
problem-device-not-held = Le journal de l’appareil « { $name } » n’est pas encore arrivé ici.
    .why = Sans savoir ce qu’il a publié en dernier, ses publications seraient perdues.
    .next = échangez d’abord : `maillage sync now`
problem-statement-pending = Votre dernier changement d’appareils n’est pas encore inscrit.
    .why = Le nœud du secrétaire doit l’inscrire avant le suivant, sinon l’un des deux serait perdu.
    .next = échangez, puis réessayez : `maillage sync now`
problem-sheet-unreadable = La fiche de reprise ne peut pas être lue.
    .why = { $count ->
            [0] Voici ce qui ne va pas : { $why }.
           *[other] Voici ce qui ne va pas : { $why } (ligne { $count }).
        }
    .next = corrigez et reprenez : `maillage recover FICHIER --name NOM` ; sans fichier, les lignes se tapent et se vérifient une à une
problem-recovery-unknown = Aucun membre joint ne reconnaît la fiche de { $name }.
    .why = L’organisation n’est plus membre, ou sa clé racine a été remplacée depuis.
    .next = appelez un membre du réseau ; puis réessayez : `maillage recover FICHIER --name NOM`
problem-endpoint-in-use = La clé des connexions ne peut pas être remplacée pendant que le nœud tourne.
    .why = Toutes ses connexions en dépendent.
    .next = arrêtez-le d’abord : `maillage node stop`, puis reprenez : `maillage key rotate-endpoint`
reason-other-device = la clé est celle d’un autre appareil que celui de ce dossier
reason-other-root = la clé racine qui s’y trouve est celle d’une autre organisation
reason-statement-refused = les règles du registre n’admettent pas ce changement d’appareils
reason-no-contact = aucune adresse de la fiche ne répond
reason-passphrase-empty = elle est vide
reason-passphrase-too-long = elle est trop longue
reason-passphrase-too-short = elle a moins de dix caractères
reason-passphrase-trivial = elle est de celles que chacun essaie d’abord
reason-passphrase-two-lines = l’entrée doit donner deux lignes : la phrase de passe actuelle, puis la nouvelle
reason-passphrase-differs = les deux fois ne sont pas pareilles
reason-sheet-none = aucune ligne de fiche n’y a été trouvée
reason-sheet-line = une ligne contient une faute de frappe
reason-sheet-missing = une ligne manque
reason-sheet-other = une ligne vient d’une autre fiche
reason-sheet-later = elle demande une version plus récente de Maillage
label-folder = Dossier des clés
label-root-key = Clé racine
label-endpoint = Clé des connexions
label-contacts = Nœuds à joindre
role-this-device = cet appareil
role-governs = décide
role-publishes = publie
role-not-seen = pas encore vu
root-absent = gardée ailleurs
root-plain = ici, sans phrase de passe
root-passphrase = ici, protégée par une phrase de passe
status-governing = décisions : { $name }
devices-next = Un appareil de plus : `maillage device pair` ; changer de rôle : `maillage device hold --governs APPAREIL --publishes APPAREIL`
devices-next-elsewhere = Les rôles, les noms et les admissions se changent sur l’appareil qui garde la clé racine : { $name }
devices-asking = Demandent à être acceptés :
devices-asking-next = Comparez le code avec celui que montre l’appareil, puis : `maillage device accept CODE`
devices-look-next = Pour revoir vos appareils : `maillage device list`
statement-signed = Signé, et valable dès que le nœud du secrétaire l’a inscrit : { $sentence }
roles-both = Cet appareil décide et publie désormais pour votre organisation.
roles-governs = Cet appareil décide désormais pour votre organisation ; « { $publishing } » publie.
roles-publishes = Cet appareil publie désormais pour votre organisation ; « { $governing } » décide.
roles-elsewhere = Cet appareil ne décide et ne publie plus pour votre organisation : désormais « { $governing } » décide et « { $publishing } » publie. Si personne chez vous ne l’a voulu, quelqu’un se sert de votre clé racine ou de votre fiche de reprise : prévenez les autres membres et voyez `maillage decision list`
statement-waits = Pour que le secrétaire le reçoive tout de suite : `maillage sync now`
pairing-created = Code valable jusqu’au { $expires }, pour un seul appareil.
pairing-would-make = Un code serait fait, valable jusqu’au { $expires }, pour un seul appareil. Il nommerait ces adresses : { $addresses }.
pairing-would-ask = Deux clés seraient faites dans { $path }. L’appareil « { $name } » demanderait à { $operator }, réseau « { $network } », de l’admettre, à ces adresses : { $addresses }.
pairing-next = Sur le nouvel ordinateur : `maillage device pair CODE --name NOM` ; le nœud doit tourner ici : `maillage node run`
pairing-without-address = Attention : ce code ne dit pas où joindre cet appareil, car son nœud n’a encore jamais tourné. Lancez `maillage node run`, puis refaites un code.
pairing-waiting = La demande est arrivée chez { $operator }. Comparez ce code sur l’autre appareil : { $code }
pairing-waiting-next = Là-bas : `maillage device accept CODE` ; ici, laissez tourner `maillage node run`
pairing-done = Cet appareil est accepté par { $operator }.
pairing-accept-question = L’appareil « { $name } » montre-t-il le même code, { $code } ? L’accepter ?
pairing-accepted = L’appareil « { $name } » ({ $code }) est accepté.
next-pairing = Cet appareil attend. Comparez ce code sur l’autre, puis tapez là-bas `maillage device accept { $code }`
next-recovering = Votre retour attend que le nœud du secrétaire l’inscrive. Laissez tourner `maillage node run`
next-returning = Les données de ce nœud reviennent des autres membres. Laissez tourner `maillage node run` ; s’ils ne répondent pas, demandez une invitation à l’un d’eux et donnez-la : `maillage store repair --from INVITATION`
next-pairings = { $count ->
        [one] { $count } appareil attend votre réponse : `maillage device list`
       *[other] { $count } appareils attendent votre réponse : `maillage device list`
    }
hold-question = Désormais « { $governing } » décide et « { $publishing } » publie. D’accord ?
hold-done = Désormais « { $governing } » décide et « { $publishing } » publie.
hold-unchanged = Il en est déjà ainsi : « { $governing } » décide et « { $publishing } » publie.
hold-which = Dites quel appareil décide ou publie désormais : `maillage device hold --governs APPAREIL --publishes APPAREIL`, l’un des deux suffit. Vos appareils : { $devices }.
device-renamed = L’appareil { $code } s’appelle désormais « { $name } ».
passphrase-question = Phrase de passe
passphrase-new-question = Nouvelle phrase de passe
passphrase-again-question = Encore une fois
passphrase-explained = Au moins dix caractères : quelques mots sans rapport entre eux font une bonne phrase. Elle ne se voit pas quand vous la tapez, et personne ne peut vous la rendre si vous l’oubliez : notez-la en lieu sûr.
passphrase-again = Ce n’est pas la même. Tapez-la encore une fois, comme la première fois.
passphrase-wrong = Ce n’est pas la bonne phrase de passe.
key-plain = La clé racine est ici en clair : qui vole cet ordinateur, ou lit ce dossier, peut parler pour votre organisation.
key-plain-next = Pour lui donner une phrase de passe : `maillage key protect` ; pour une fiche de reprise : `maillage recovery sheet --output FICHIER`
key-protected-next = Imprimez une nouvelle fiche de reprise : `maillage recovery sheet --output FICHIER`
key-absent = La clé racine est gardée ailleurs ; elle n’est nécessaire que pour changer vos appareils. L’appareil qui l’avait quand celui-ci a été admis : « { $name } » ; c’est là que se tapent `maillage device accept CODE` et `maillage device hold --governs APPAREIL`
key-absent-unknown = La clé racine est gardée ailleurs ; elle n’est nécessaire que pour changer vos appareils. Vos autres appareils : `maillage device list` ; sans aucun d’eux, revenez avec la fiche de reprise : `maillage recover FICHIER --name NOM`
key-remove-question = Garder la clé racine sans phrase de passe ? Un ordinateur volé suffira pour parler à votre place.
key-protected = La clé racine est protégée par la nouvelle phrase de passe.
key-unprotected = La clé racine est gardée sans phrase de passe.
endpoint-rotated = La clé des connexions est remplacée.
endpoint-rotated-next = Les autres membres la suivront dès que votre nœud tourne : `maillage node run`. Refaites les invitations et les codes encore ouverts.
sheet-title = Fiche de reprise Maillage
sheet-fact = { $label } : { $value }
sheet-plain = SECRET. Cette fiche porte la clé racine : qui la lit peut parler pour votre organisation. Gardez-la sous clé, n’en faites pas de photo, ne l’envoyez pas.
sheet-sealed = Cette fiche porte la clé racine, enfermée : elle ne s’ouvre qu’avec la phrase de passe, qui n’est pas sur la fiche. Gardez-les à deux endroits ; sans la phrase, la fiche ne sert à rien.
sheet-without-visits = Les visites et les feuilles de séance ne sont pas sur cette fiche : il faut une sauvegarde pour les retrouver. Ce qui est partagé (pages, décisions, chiffres publiés) revient des autres membres.
sheet-use = Sur un nouvel ordinateur : `maillage recover --name NOM`, puis tapez les lignes numérotées ; ou enregistrez le texte du code QR dans un fichier et tapez `maillage recover FICHIER --name NOM`. L’ancien appareil n’agit plus pour vous une fois que le nouveau décide et publie.
sheet-next = Imprimez-la, mettez-la en lieu sûr, puis effacez le fichier. Pour vous en servir : `maillage recover FICHIER --name NOM`
sheet-first-line = Première ligne de la fiche, avec ses numéros
sheet-line = Ligne { $number } sur { $total }
sheet-line-again = Cette ligne contient une faute de frappe ; tapez-la encore une fois.
sheet-line-other = Cette ligne vient d’une autre fiche.
recover-question = Revenir sur cet ordinateur, à la place des appareils perdus ? Les visites et les feuilles notées dans ce dossier sont reprises dans la mesure où elles se lisent ; le reste de ce qui s’y trouve est gardé à côté.
recover-would = La clé racine de la fiche et deux clés neuves seraient placées dans { $path }. { $count ->
        [one] Un nœud de la fiche serait prié
       *[other] { $count } nœuds de la fiche seraient priés
    } d’inscrire l’appareil « { $name } », qui déciderait et publierait désormais pour { $operator }.
recover-done = { $operator } revient dans le réseau « { $network } ».
recover-waits = Le nœud du secrétaire doit encore inscrire cet appareil. Laissez tourner `maillage node run`. Si l’appareil perdu était celui du secrétaire, les membres doivent d’abord en désigner un autre, chez l’un d’eux : `maillage decision propose secretary MEMBRE`
recover-publish-next = Cet appareil décide, mais ne publie pas encore. Une fois tout revenu : `maillage device hold --publishes { $code }`
recover-next = Cet appareil décide et publie. Ensuite : `maillage node run`
recover-next-revoke = Cet appareil décide et publie. Ensuite : `maillage node run`, puis, s’il est perdu, révoquez l’autre appareil : `maillage device revoke { $device }`
recover-next-several = Cet appareil décide et publie. Ensuite : `maillage node run`, puis révoquez ceux de vos autres appareils qui sont perdus ({ $names }) : `maillage device revoke APPAREIL`
progress-pairing-asking = Demande à l’autre appareil
progress-recovery-asking = Demande aux membres de la fiche
problem-recovery-unreached = Aucun membre de la fiche ne répond.
    .why = Leurs nœuds sont peut-être éteints, ou leurs adresses ont changé depuis la fiche. Rien n’a été gardé ici : la fiche peut resservir. Détail technique : { $why }.
    .next = réessayez quand un membre est en ligne, ou demandez-lui son adresse : `maillage recover FICHIER --name NOM`
help-publication-explain = Pourquoi un chiffre est masqué, et ce que tout le monde peut en déduire
help-publication-explain-after = Un chiffre s’écrit PERMANENCE/PÉRIODE/DIMENSION=CODE, par exemple `forest-cpas/2025-Q1/categorie=demarches` ; sans permanence, c’est celui de tout l’opérateur. Deux dimensions, pour une année, se séparent par une virgule.
help-publication-verify = Revérifier les preuves que vos publications ne révèlent personne
help-publication-verify-after = Chaque preuve est un autre ensemble de visites qui donne les mêmes chiffres publiés. La vérification n’est faite que d’additions et de comparaisons. Les preuves restent sur cet ordinateur.
help-publication-coverage = La part de vos chiffres qui est montrée, à côté de ce qui pourrait l’être
help-publication-export = Tout ce qui est public, en un document JSON que chacun peut examiner
value-period = PÉRIODE
value-figure = CHIFFRE
value-year = ANNÉE
arg-publication-period = Mois, trimestre ou année, par exemple 2026-03, 2026-Q1 ou 2026
arg-publication-permanence = Seulement cette permanence, au lieu de tout l’opérateur
arg-figure = Le chiffre, par exemple forest-cpas/2025-Q1/categorie=demarches
arg-explain-operator = Opérateur, par son nom ou son code ; le vôtre si rien n’est dit
arg-coverage-year = Seulement cette année
label-period = Période
label-table = Tableau
label-whole = ensemble
label-whose = De qui
label-certificates = Preuves
label-figures-shown = Chiffres montrés
label-visits-shown = Visites dans ces chiffres
whose-permanences = permanences
gender-others = Toutes les autres personnes
region-brussels = Bruxelles-Capitale
region-wallonia = Wallonie
region-flanders = Flandre
table-visits = nombre de visites
table-category = par catégorie de demande
table-gender = par genre
table-age = par tranche d’âge
table-outcome = par résultat
table-category-gender = par catégorie et genre
table-gender-age = par âge et genre
table-of-period = { $period }, { $table }
coverage-share = { $share } ({ $part } sur { $all })
coverage-means = À côté de chaque part : ce qui serait montré si l’on masquait seulement les petits chiffres. Montrer davantage n’est jamais possible.
close-longer = Avec ce mois sont complets, et publiés en même temps :
close-kept-back = { $period } est complet mais reste sur cet ordinateur : aucune preuve n’a été trouvée que ses chiffres ne révèlent personne.
close-left-out = { $count ->
        [one] { $count } visite ou correction arrivée après la publication de son mois n’entre pas dans le trimestre ou l’année : seule, elle se verrait.
       *[other] { $count } visites ou corrections arrivées après la publication de leur mois n’entrent pas dans le trimestre ou l’année : si peu se verraient.
    }
publication-late = Compte aussi des visites notées trop tard pour les mois : { $permanences }.
publication-next-longer = Les chiffres d’une permanence : `--permanence NOM-COURT` ; pourquoi un chiffre est masqué : `maillage publication explain --help`
explain-shown = Montré : { $visits } visites.
explain-known-zero = Rien, et tout le monde le sait d’avance : la permanence n’était pas ouverte dans cette période.
explain-hidden = Masqué. La même marque cache un chiffre de 0 à { $most } et un chiffre plus grand qui en trahirait un autre.
explain-between = Tout le monde peut en déduire : entre { $least } et { $most }.
explain-at-least = Tout le monde peut en déduire : { $least } ou plus.
explain-too-small = Ici on sait pourquoi : il est inférieur à { $smallest }.
explain-protects-others = Ici on sait pourquoi : montré, il permettrait d’en trouver un plus petit.
explain-own-only = Cette raison n’est connue que sur cet ordinateur : ne la transmettez pas.
state-proven = prouvé
state-proven-again = prouvé de nouveau
state-unproven = non prouvé
verify-nothing-own = Votre organisation n’a encore rien publié.
verify-publications = { $count ->
        [one] { $count } tableau publié dans le réseau ; sa forme et ses sommes sont justes.
       *[other] { $count } tableaux publiés dans le réseau ; leur forme et leurs sommes sont justes.
    }
verify-contradictory = Les publications de { $name } pour { $year } se contredisent : aucun nombre de visites ne les donne toutes.
verify-unproven = Sans preuve : { $place }
verify-foreign = Cet ordinateur ne peut plus compter { $months } : un autre appareil l’a publié, ou les notes ne sont plus les mêmes. Les trimestres et années autour restent ici.
figures-no-most = { $least } ou plus
reason-only-by-quarter = ces chiffres sont publiés par trimestre et par année, pas par mois
reason-only-by-year = ces chiffres croisés sont publiés par année
reason-whole-quarters = ces chiffres sont publiés par trimestres entiers : commencez en janvier, avril, juillet ou octobre et finissez en mars, juin, septembre ou décembre
reason-whole-years = ces chiffres croisés sont publiés par années entières : de janvier à décembre
reason-figure-name = ce n’est pas le nom d’un chiffre publié ; par exemple forest-cpas/2025-Q1/categorie=demarches, 2025/genre=femme,age=65-69 ou forest-cpas/2025-03
part-counted = chiffres comptés
part-certificates = preuves
problem-month-passed = Le mois { $month } ne peut plus être clôturé : { $period } est déjà publié.
    .why = Une période plus longue qui le contient est publiée, et dit que rien n’y était noté.
    .next = gardez ces notes ; si l’année n’est pas encore publiée, elles y entrent à partir de cinq visites. Voyez ce qui est publié : `maillage publication list`
problem-figures-unproven = Il n’y a pas de preuve que les chiffres de { $period } ne révèlent personne.
    .why = { $why }
    .next = rien de plus n’est publié pour cette période. Revérifiez : `maillage publication verify` ; et, si des fichiers sont abîmés : `maillage store check`
reason-no-proof = aucune preuve n’a été trouvée pour un des chiffres
