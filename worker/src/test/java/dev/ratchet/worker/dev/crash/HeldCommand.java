package dev.ratchet.worker.dev.crash;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.Method;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.VMDeathEvent;
import com.sun.jdi.event.VMDisconnectEvent;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command line as a process of its own, which can be stopped where it enters a method, and killed there. */
final class HeldCommand implements AutoCloseable {
    private final Process process;
    private final VirtualMachine debugged;

    private HeldCommand(Process process, VirtualMachine debugged) {
        this.process = process;
        this.debugged = debugged;
    }

    /** Begins nothing before {@link #killAt}. */
    static HeldCommand start(Map<String, String> environment, String... arguments)
            throws IOException, IllegalConnectorArgumentsException {
        Process process = java(
                        environment,
                        List.of("-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=127.0.0.1:0"),
                        arguments)
                .start();
        BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        String listening = said.readLine();
        Thread rest = new Thread(() -> said.lines().forEach(line -> {}), "said");
        rest.setDaemon(true);
        rest.start();
        AttachingConnector sockets = Bootstrap.virtualMachineManager().attachingConnectors().stream()
                .filter(each -> each.name().equals("com.sun.jdi.SocketAttach"))
                .findFirst()
                .orElseThrow();
        Map<String, Connector.Argument> where = sockets.defaultArguments();
        where.get("hostname").setValue("127.0.0.1");
        where.get("port")
                .setValue(listening.substring(listening.lastIndexOf(' ') + 1).replaceAll(".*:", ""));
        return new HeldCommand(process, sockets.attach(where));
    }

    /** An ordinary one. */
    static Process plain(Map<String, String> environment, String... arguments) throws IOException {
        return java(environment, List.of(), arguments)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static ProcessBuilder java(Map<String, String> environment, List<String> options, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(java.nio.file.Path.of(System.getProperty("java.home"), "bin", "java")
                .toString());
        command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.ratchet.starter.Ratchet"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }

    /** {@code kill -9} where it enters the method for the so-manieth time. */
    void killAt(String type, String method, int times) throws InterruptedException {
        ClassPrepareRequest loaded = debugged.eventRequestManager().createClassPrepareRequest();
        loaded.addClassFilter(type);
        loaded.setSuspendPolicy(EventRequest.SUSPEND_ALL);
        loaded.enable();
        debugged.resume();
        int entered = 0;
        while (true) {
            EventSet events = debugged.eventQueue().remove(TimeUnit.MINUTES.toMillis(1));
            if (events == null) {
                throw new AssertionError("it did not come to " + type + "#" + method);
            }
            for (Event event : events) {
                if (event instanceof VMDeathEvent || event instanceof VMDisconnectEvent) {
                    throw new AssertionError("it ended before it came to " + type + "#" + method);
                }
                if (event instanceof ClassPrepareEvent here) {
                    here.referenceType().methodsByName(method).forEach(this::stopAt);
                }
                if (event instanceof BreakpointEvent) {
                    entered++;
                }
            }
            if (entered == times) {
                break;
            }
            events.resume();
        }
        process.destroyForcibly().waitFor();
    }

    private void stopAt(Method method) {
        BreakpointRequest entry = debugged.eventRequestManager().createBreakpointRequest(method.location());
        entry.setSuspendPolicy(EventRequest.SUSPEND_ALL);
        entry.enable();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
