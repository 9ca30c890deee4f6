package dev.ratchet.workflows.contract;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;

/**
 * What a worker found out, in its own hand. A run only carries it: whoever acts on it later checks that no run, and nobody who
 * merely reaches Temporal, made it up.
 *
 * @param mac by a key that workers hold, over the value and over what it was found out about; base64
 */
public record Attested<T>(
        @JsonSerialize(using = WithItsType.class) T value, String mac) {}
