package dev.ratchet.starter.command;

/** How a command line ends, apart from 0 and picocli's 2 for a wrong command line. */
public final class ExitCode {
    /** At least one document failed, or what was asked for is refused. */
    public static final int FAILED = 1;

    /** The gateway or Temporal cannot be reached. */
    public static final int UNREACHABLE = 3;

    private ExitCode() {}
}
