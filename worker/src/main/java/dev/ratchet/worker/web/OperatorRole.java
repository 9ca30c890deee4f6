package dev.ratchet.worker.web;

import dev.ratchet.activities.masterdata.MasterData;
import dev.ratchet.workflows.gateway.Problem;
import dev.ratchet.workflows.gateway.Whoami.MayActAs;
import java.util.Optional;

/** Who may ask for what concerns the installation and not a run: nobody by default. */
final class OperatorRole {
    static final String NAME = "operator";

    private OperatorRole() {}

    /**
     * @param person in whose name the caller asks
     * @param what they ask for, after "let somebody who has it"
     * @throws Refusal 403 when they have not the role
     */
    static void require(GatewayConfig config, GatewayPorts ports, Caller caller, String person, String what)
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
