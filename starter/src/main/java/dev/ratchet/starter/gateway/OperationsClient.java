package dev.ratchet.starter.gateway;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.command.Refused;
import dev.ratchet.workflows.gateway.Paths;
import dev.ratchet.workflows.gateway.operations.PoisonRequest;
import dev.ratchet.workflows.gateway.operations.PoisonedRun;
import dev.ratchet.workflows.gateway.operations.ReconcileReport;
import dev.ratchet.workflows.gateway.operations.ReconcileRequest;
import dev.ratchet.workflows.gateway.operations.ScheduleRequest;
import dev.ratchet.workflows.gateway.operations.ScheduleStanding;
import java.util.List;

/** What the gateway has for who operates it. */
public final class OperationsClient {
    private final GatewayConnection gateway;

    private OperationsClient(GatewayConnection gateway) {
        this.gateway = gateway;
    }

    /** @throws Refused when the environment names no gateway that a token may go to */
    public static OperationsClient of(CommandContext context) {
        return new OperationsClient(GatewayConnection.of(context));
    }

    public ReconcileReport reconcile(ReconcileRequest wish) {
        return gateway.post(Paths.RECONCILE, wish, new TypeReference<>() {});
    }

    public List<ScheduleStanding> schedules() {
        return gateway.get(Paths.SCHEDULES, new TypeReference<>() {});
    }

    public void change(ScheduleRequest wish) {
        gateway.tell(Paths.SCHEDULES, wish);
    }

    public List<PoisonedRun> poisoned() {
        return gateway.get(Paths.POISON, new TypeReference<>() {});
    }

    public void change(PoisonRequest wish) {
        gateway.tell(Paths.POISON, wish);
    }
}
