package dev.ratchet.starter.run;

import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.command.ExitCode;
import dev.ratchet.starter.command.Refused;
import dev.ratchet.starter.gateway.GatewayClient;
import dev.ratchet.starter.live.LiveRuns;
import dev.ratchet.starter.screen.RunReport;
import dev.ratchet.starter.screen.RunReport.Source;
import dev.ratchet.starter.screen.Tables;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.effect.Approval;
import dev.ratchet.workflows.contract.effect.ApprovalRequest;
import dev.ratchet.workflows.contract.effect.PersonDecision;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.gateway.SignRequest;
import dev.ratchet.workflows.run.Explanation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "approve",
        description = "Consents to what a run asks for: exactly that, once.",
        mixinStandardHelpOptions = true)
public final class ApproveCommand extends RunCommand {
    @Option(names = "--as", paramLabel = "PERSON", description = "Who consents; you by default.")
    private @Nullable String as;

    @Override
    int execute(String workflowId, CommandContext here, GatewayClient gateway) {
        try (LiveRuns runs = RunAccess.open(here, gateway)) {
            Explanation asked = runs.explain(workflowId)
                    .orElseThrow(() -> new Refused(
                            "ENDED", "that run has ended, or never was started; 'ratchet status' shows which"));
            ApprovalRequest request = requested(workflowId, gateway, asked.summary());
            Digest intent = consentable(request.run());
            RunReport report = new RunReport(here.width(), Source.TEMPORAL);
            here.out().println("Consent to exactly this, as the gateway knows it:");
            here.out().println();
            here.out().println(report.effect(request));
            here.out().println("What the run says of itself:");
            here.out().println();
            here.out().println(report.asked(quoted(asked, gateway)));
            here.out().flush();
            Approval approval = gateway.sign(new SignRequest(workflowId, intent, as));
            RunSummary after = runs.decide(workflowId, new PersonDecision.Approve(approval));
            here.out()
                    .println("Approved by " + approval.approver() + " as " + approval.role() + ". " + after.outcome()
                            + " " + after.code() + ": " + Tables.plain(after.why()));
            return after.status() == RunStatus.FAILED ? ExitCode.FAILED : 0;
        }
    }

    private static ApprovalRequest requested(String workflowId, GatewayClient gateway, RunSummary run) {
        if (run.waiting() == null) {
            throw new Refused(
                    "NOT_WAITING", "that run does not wait for consent: it is " + run.outcome() + ", " + run.why());
        }
        return gateway.waiting().stream()
                .filter(request -> request.run().workflowId().equals(workflowId))
                .findFirst()
                .orElseThrow(() -> new Refused(
                        "NOT_REQUESTED",
                        "the gateway knows of nothing that this run may ask consent to, whatever the run says"));
    }

    private static Digest consentable(RunSummary run) {
        Digest intent = run.waiting() == null ? null : run.waiting().intent();
        if (intent == null) {
            throw new Refused(
                    "NOTHING_TO_CONSENT",
                    "there is nothing to consent to yet: " + run.why() + "; correct that and run 'ratchet recheck "
                            + RunIds.brief(run.workflowId()) + "', or deny");
        }
        return intent;
    }
}
