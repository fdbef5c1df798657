"""``python -m diplomatic_ties``, where the console command is not on the path."""

from diplomatic_ties.commands import main

raise SystemExit(main())
