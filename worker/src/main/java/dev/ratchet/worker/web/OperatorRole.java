package dev.ratchet.worker.web;

import dev.ratchet.activities.masterdata.MasterData;
import dev.ratchet.worker.web.authentication.Caller;
import dev.ratchet.worker.web.request.Refusal;
import dev.ratchet.workflows.gateway.Problem;
import dev.ratchet.workflows.gateway.Whoami.MayActAs;
import java.util.Optional;

/** Who may do what costs money or concerns the installation as a whole: nobody by default. */
public final class OperatorRole {
    static final String NAME = "operator";

    private OperatorRole() {}

    /**
     * @param what such as {@code check the models}
     * @throws Refusal 403 for whoever is neither the operator of a {@code dev} nor has the role
     */
    public static void require(GatewayConfig config, GatewayPorts ports, Caller caller, String person, String what)
            throws Refusal {
        if (caller.mayActAs() == MayActAs.ANYONE) {
            return;
        }
        Optional<MasterData.Person> known = ports.masterData().person(config.tenant(), person);
        if (known.isEmpty() || !known.get().roles().contains(NAME)) {
            throw new Refusal(
                    403,
                    Problem.of(
                            Problem.OPERATOR_ROLE,
                            person + " does not have the role '" + NAME
                                    + "' in the master data; let somebody who has it " + what));
        }
    }
}
