package dev.ratchet.worker.lifecycle;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * Signals of the operating system, through {@code sun.misc.Signal} of the module {@code jdk.unsupported}. It is looked up by
 * name because the compiler warns of each mention of it, and no annotation keeps it from that.
 */
final class Signals {
    private Signals() {}

    /**
     * From now on the signal does not end the process.
     *
     * @param name without SIG, such as TERM
     * @param handling runs on a thread of its own each time the signal comes
     * @return false where this Java does not let us, or where the process was started to ignore the signal, as by
     *     {@code nohup}; then everything is as before
     */
    static boolean handle(String name, Runnable handling) {
        try {
            Class<?> signalType = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object signal = signalType.getConstructor(String.class).newInstance(name);
            Method handle = signalType.getMethod("handle", signalType, handlerType);
            Object handler = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            handling.run();
                            return null;
                        }
                        return method.invoke(handling, arguments);
                    });
            Object before = handle.invoke(null, signal, handler);
            Object ignoring = handlerType.getField("SIG_IGN").get(null);
            if (before == ignoring) {
                handle.invoke(null, signal, ignoring);
                return false;
            }
            return true;
        } catch (ReflectiveOperationException | LinkageError e) {
            // InvocationTargetException too: started with -Xrs, or the system has no such signal
            return false;
        }
    }
}
