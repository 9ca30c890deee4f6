package com.example.leave;

import dev.ratchet.activities.Failures;
import dev.ratchet.worker.Capabilities;
import dev.ratchet.workflows.agent.Clearance;
import dev.ratchet.workflows.agent.rules.CompiledRules;
import dev.ratchet.workflows.agent.rules.RuleFacts;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.policy.PolicyActivities.Rulings;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Knows who has how many days left, from a file of lines {@code person=days}. */
final class LeaveCalendar implements LeaveActivities {
    private final Capabilities shared;
    private final Path daysLeft;

    LeaveCalendar(Capabilities shared, Path daysLeft) {
        this.shared = shared;
        this.daysLeft = daysLeft;
    }

    /** Failures.guard makes of an exception one that Temporal retries, or does not. */
    @Override
    public Checked check(Query query) {
        return Failures.guard(() -> {
            LeaveRequest request = request(query.intake());
            Facts facts = facts(request);
            CompiledRules rules = shared.rules().of(LeaveWorkflow.AGENT, query.rules());
            CompiledRules.Decided decided =
                    rules.decide(RuleFacts.values(new LeaveModule.NoRoutingFacts()), RuleFacts.values(facts));
            Rulings rulings = new Rulings(
                    decided.route(), decided.policy(), shared.rules().bundle(LeaveWorkflow.AGENT, rules));
            return new Checked(
                    facts,
                    rulings,
                    Clearance.permitted(
                                    rulings.route(),
                                    rulings.policy(),
                                    request.intent().digest(),
                                    rulings.bundle())
                            .map(permission -> shared.permissions()
                                    .attest(LeaveWorkflow.AGENT, query.intake(), query.run(), permission))
                            .orElse(null));
        });
    }

    private LeaveRequest request(DocumentRef intake) throws IOException {
        byte[] json = shared.contents()
                .get(intake.tenant(), intake.digest())
                .orElseThrow(() -> new IllegalArgumentException("the request is not kept here"));
        return CanonicalJson.read(new String(json, StandardCharsets.UTF_8), LeaveRequest.class);
    }

    private Facts facts(LeaveRequest request) throws IOException {
        Properties left = new Properties();
        try (Reader lines = Files.newBufferedReader(daysLeft)) {
            left.load(lines);
        }
        String days = left.getProperty(request.person());
        return new Facts(days != null, request.days(), days == null ? 0 : Integer.parseInt(days));
    }
}
