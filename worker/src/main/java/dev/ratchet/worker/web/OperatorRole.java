package dev.ratchet.worker.web;

import dev.ratchet.activities.masterdata.MasterData;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.gateway.Problem;
import dev.ratchet.workflows.gateway.Whoami.MayActAs;
import java.util.Optional;

/** Who looks after the installation: nobody has the role by default. */
record OperatorRole(TenantId tenant, MasterData masterData) {
    static final String NAME = "operator";

    /** @param what that person wants to do, after "let somebody who has it" */
    void require(Caller caller, String person, String what) throws Refusal {
        if (caller.mayActAs() == MayActAs.ANYONE) {
            return;
        }
        Optional<MasterData.Person> known = masterData.person(tenant, person);
        if (known.isEmpty() || !known.get().roles().contains(NAME)) {
            throw new Refusal(
                    403,
                    Problem.of(
                            Problem.OPERATOR_ROLE,
                            person + " does not have the role '" + NAME + "' in the master data; let somebody who has it "
                                    + what));
        }
    }
}
