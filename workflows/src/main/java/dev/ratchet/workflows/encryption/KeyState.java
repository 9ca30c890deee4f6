package dev.ratchet.workflows.encryption;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a key of the table is used for; the names in the file are frozen. */
public enum KeyState {
    /** Reads; it writes once every process has it and it is activated. */
    @JsonProperty("next")
    NEXT,

    /** Writes and reads; one of each tenant. */
    @JsonProperty("active")
    ACTIVE,

    /** Reads what it has written. */
    @JsonProperty("old")
    OLD
}
