"""The only reader of the environment."""

from pathlib import Path

from pydantic import AnyHttpUrl, Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What the environment decides. With no database URL the program runs its own PostgreSQL under `data`."""

    model_config = SettingsConfigDict(env_prefix="MOTCUA_", populate_by_name=True)

    database_url: str | None = None
    data: Path = Path("var")
    die_at: str | None = None
    """A named point at which a migration step is told to die (`migration_tools/failpoints.py`), for campaigns."""

    clamd: str | None = None
    """Where ClamAV listens, `host:port` or the path of its socket; where it is set, no file comes in unscanned."""

    signing: Path | None = None
    """Where keys (`<person>.p12`, `unit.<code>.p12`) and trusted roots (`roots/*.pem`) are; default: in `data`."""

    mail_host: str | None = None
    mail_port: int = 25
    mail_sender: str = "motcua@localhost"
    sms_url: AnyHttpUrl | None = None
    webhook_url: AnyHttpUrl | None = None
    portal_url: AnyHttpUrl | None = None
    """Where each connector delivers to; what goes by one that is not set waits."""

    lc_all: str = Field(default="", validation_alias="LC_ALL")
    lc_messages: str = Field(default="", validation_alias="LC_MESSAGES")
    lang: str = Field(default="", validation_alias="LANG")

    @property
    def language(self) -> str:
        """Return `vi` unless the locale names another language: English is the only other one."""
        locale = self.lc_all or self.lc_messages or self.lang
        return "en" if locale.startswith("en") else "vi"
