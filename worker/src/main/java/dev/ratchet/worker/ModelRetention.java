package dev.ratchet.worker;

import dev.ratchet.activities.content.ExpiringContent;
import dev.ratchet.workflows.contract.TenantId;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes prompts and completions whose time is over, a minute after the worker has started and then four times a day. */
final class ModelRetention implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelRetention.class);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "retention");
        thread.setDaemon(true);
        return thread;
    });

    private final ScheduledFuture<?> next;

    private ModelRetention(ExpiringContent texts, TenantId tenant, int days) {
        next = timer.scheduleWithFixedDelay(
                () -> purge(texts, tenant, days), 1, TimeUnit.HOURS.toMinutes(6), TimeUnit.MINUTES);
    }

    static ModelRetention start(ExpiringContent texts, TenantId tenant, int days) {
        return new ModelRetention(texts, tenant, days);
    }

    /** What cannot be removed now is removed the next time. */
    static void purge(ExpiringContent texts, TenantId tenant, int days) {
        try {
            int gone = texts.purge(tenant, Duration.ofDays(days));
            if (gone > 0) {
                LOG.info("{} prompts and completions were older than {} days and are gone", gone, days);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("prompts and completions older than {} days cannot be removed: {}", days, e.getMessage());
        }
    }

    @Override
    public void close() {
        next.cancel(false);
        timer.shutdownNow();
    }
}
