package dev.ratchet.worker.access;

import dev.ratchet.activities.effect.EffectKind;
import dev.ratchet.activities.effect.RequestedEffect;
import dev.ratchet.worker.Agents;
import dev.ratchet.worker.AroundActivities;
import dev.ratchet.worker.HoldingWorker;
import dev.ratchet.workflows.contract.Receipt;
import io.temporal.activity.ActivityInfo;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor.ActivityOutput;
import java.util.List;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/** A worker process that brings a run to one place at its effect and holds it there, to be killed. */
public final class HoldingAccessWorker {
    private static final String EFFECT = "EffectPerform";

    private HoldingAccessWorker() {}

    /** Where, as seen from the effect's transaction. */
    public enum Place {
        BEFORE,
        /** The row is written and not committed. */
        INSIDE,
        /** It is committed, and nobody was told. */
        AFTER
    }

    /** @param arguments the place. {@code held WORKFLOW_ID PLACE} is printed when a run is there */
    public static void main(String[] arguments) throws Exception {
        Place place = Place.valueOf(arguments[0]);
        HoldingWorker.run(new Agents(List.of(new Module(place))), new Holding(place));
    }

    private static final class Module extends AccessModule {
        private final Place place;

        Module(Place place) {
            this.place = place;
        }

        @Override
        public List<EffectKind> effects() {
            return List.of(new GrantEffect() {
                @Override
                public Receipt perform(Handle handle, RequestedEffect effect) {
                    Receipt receipt = super.perform(handle, effect);
                    if (place == Place.INSIDE) {
                        HoldingWorker.hold(effect.run().workflowId(), place.name());
                    }
                    return receipt;
                }
            });
        }
    }

    private static final class Holding extends AroundActivities {
        private final Place place;

        Holding(Place place) {
            this.place = place;
        }

        @Override
        protected ActivityOutput around(ActivityInfo activity, Supplier<ActivityOutput> execution) {
            holdAt(Place.BEFORE, activity);
            ActivityOutput output = execution.get();
            holdAt(Place.AFTER, activity);
            return output;
        }

        private void holdAt(Place here, ActivityInfo activity) {
            if (place == here && activity.getActivityType().equals(EFFECT)) {
                HoldingWorker.hold(activity.getWorkflowId(), place.name());
            }
        }
    }
}
