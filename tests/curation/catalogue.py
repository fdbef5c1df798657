"""All broken and sound cases together."""

from tests.curation.broken import BROKEN as OF_RECORDS
from tests.curation.broken import SOUND as SOUND_RECORDS
from tests.curation.broken import Broken, Sound
from tests.curation.broken_registries import BROKEN_REGISTRIES, SOUND_REGISTRIES
from tests.curation.broken_text import BROKEN_TEXT, SOUND_TEXT

BROKEN: tuple[Broken, ...] = (*OF_RECORDS, *BROKEN_TEXT, *BROKEN_REGISTRIES)
SOUND: tuple[Sound, ...] = (*SOUND_RECORDS, *SOUND_TEXT, *SOUND_REGISTRIES)
