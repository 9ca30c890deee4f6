package dev.ratchet.workflows.gateway;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ratchet.workflows.contract.TenantId;

/**
 * Who the gateway takes the caller for.
 *
 * @param person id in the master data that the token stands for
 * @param limit most bytes of one document
 */
public record Whoami(TenantId tenant, String person, MayActAs mayActAs, long limit) {

    /** ANYONE only for the operator's token of a {@code dev} process. */
    public enum MayActAs {
        @JsonProperty("self")
        SELF,
        @JsonProperty("anyone")
        ANYONE
    }
}
