package dev.ratchet.starter.command;

import java.util.concurrent.ThreadFactory;

/** Threads that keep no command from ending. */
public final class DaemonThreads {
    private DaemonThreads() {}

    /** @param name of each of them */
    public static ThreadFactory named(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
