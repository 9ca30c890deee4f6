package dev.ratchet.starter.run;

import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.command.ExitCode;
import dev.ratchet.starter.command.Refused;
import dev.ratchet.starter.gateway.GatewayClient;
import dev.ratchet.starter.screen.RunReport;
import dev.ratchet.starter.screen.RunReport.Source;
import dev.ratchet.starter.screen.Tables;
import dev.ratchet.starter.temporal.RunClient;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.effect.Approval;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.gateway.SignRequest;
import dev.ratchet.workflows.run.Explanation;
import dev.ratchet.workflows.run.Explanation.ActionNow;
import dev.ratchet.workflows.run.PersonDecision;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "approve",
        description = "Consents to what a run asks for: exactly that, once.",
        mixinStandardHelpOptions = true)
public final class ApproveCommand extends RunCommand {
    /** The effect of an action that needs consent, as an explanation names it. */
    private static final String IRREVERSIBLE = "IRREVERSIBLE";

    @Option(names = "--as", paramLabel = "PERSON", description = "Who consents; you by default.")
    private @Nullable String as;

    @Override
    int execute(String workflowId, CommandContext here, GatewayClient gateway) {
        try (RunClient runs = RunClient.open(here)) {
            Explanation asked = runs.explain(workflowId)
                    .orElseThrow(() -> new Refused(
                            "ENDED", "that run has ended, or never was started; 'ratchet status' shows which"));
            Digest intent = consentable(asked.summary());
            here.out().println("Consent to: " + wanted(asked, intent));
            here.out().println();
            here.out().println(new RunReport(here.width(), Source.TEMPORAL).asked(asked));
            here.out().flush();
            Approval approval = gateway.sign(new SignRequest(workflowId, intent, as));
            RunSummary after = runs.decide(workflowId, new PersonDecision.Approve(approval));
            here.out()
                    .println("Approved by " + approval.approver() + " as " + approval.role() + ". " + after.outcome()
                            + " " + after.code() + ": " + Tables.plain(after.why()));
            return after.status() == RunStatus.FAILED ? ExitCode.FAILED : 0;
        }
    }

    /** The action, for what, over how much, and the digest that is signed. */
    private static String wanted(Explanation asked, Digest intent) {
        RunSummary run = asked.summary();
        String action = asked.actions().stream()
                .filter(each -> each.effect().equals(IRREVERSIBLE))
                .map(ActionNow::action)
                .collect(Collectors.joining(" or "));
        return Tables.plain((action.isEmpty() ? "the action" : action)
                + " by agent " + run.agent()
                + (run.subject().isEmpty() ? "" : " for " + RunReport.subject(run))
                + (run.amount() == null ? "" : ", over " + run.amount().text())
                + ", intent " + intent.brief());
    }

    private static Digest consentable(RunSummary run) {
        RunSummary.Waiting waiting = run.waiting();
        if (waiting == null) {
            throw new Refused(
                    "NOT_WAITING", "that run does not wait for consent: it is " + run.outcome() + ", " + run.why());
        }
        Digest intent = waiting.intent();
        if (intent == null) {
            throw new Refused(
                    "NOTHING_TO_CONSENT",
                    "there is nothing to consent to yet: " + run.why() + "; correct that and run 'ratchet recheck "
                            + RunIds.brief(run.workflowId()) + "', or deny");
        }
        return intent;
    }
}
