package dev.ratchet.workflows.contract.effect;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.ratchet.workflows.contract.Digest;
import java.util.List;

/** What the ledger demands with an intent. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "authority")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Authorization.PolicyGrant.class, name = "policy"),
    @JsonSubTypes.Type(value = Authorization.Approved.class, name = "approved")
})
public sealed interface Authorization {

    /** The intent that is authorized. */
    Digest intent();

    /** A rule allowed it; worth only as much as the ledger's own ceiling for that supplier. */
    record PolicyGrant(Digest intent, String rule, String version, Digest rules) implements Authorization {}

    /** People allowed it: one signed approval now, two distinct ones when four eyes are asked for. */
    record Approved(Digest intent, List<Approval> approvals) implements Authorization {
        public Approved {
            approvals = List.copyOf(approvals);
        }
    }
}
