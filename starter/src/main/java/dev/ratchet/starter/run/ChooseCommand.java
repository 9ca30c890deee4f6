package dev.ratchet.starter.run;

import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.gateway.GatewayClient;
import dev.ratchet.workflows.contract.Proposal;
import dev.ratchet.workflows.contract.effect.PersonStatement;
import dev.ratchet.workflows.contract.effect.PersonStatement.Kind;
import dev.ratchet.workflows.gateway.StatementRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "choose",
        description = "Says what a document does to an earlier one that it names, or that has its number.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class ChooseCommand extends RunCommand {
    /** As people type them; the names of {@code Relation} on the wire. */
    enum Choice {
        REPLACES("replaces"),
        ADDS_TO("adds-to"),
        UNRELATED("unrelated");

        private final String typed;

        Choice(String typed) {
            this.typed = typed;
        }

        @Override
        public String toString() {
            return typed;
        }
    }

    @Parameters(
            index = "1",
            paramLabel = "CHOICE",
            description =
                    "${COMPLETION-CANDIDATES}: it replaces the earlier one, is owed in addition, or has nothing to do"
                            + " with it.")
    private Choice choice;

    @Option(names = "--as", paramLabel = "PERSON", description = "Who chooses; you by default.")
    private @Nullable String as;

    @Mixin
    private ProposalAnswer answer;

    @Override
    int execute(String workflowId, CommandContext here, GatewayClient gateway) throws IOException {
        Proposal proposal = new Proposal("choose_relation", "{\"relation\":\"" + choice.name() + "\"}");
        PersonStatement said = gateway.state(new StatementRequest(workflowId, Kind.PROPOSE, null, proposal, as));
        return answer.decide(workflowId, said, here, gateway);
    }
}
