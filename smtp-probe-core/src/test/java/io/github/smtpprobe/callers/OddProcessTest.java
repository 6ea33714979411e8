/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.callers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.harness.ChildJvm;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.text.NumericAddress;
import io.github.smtpprobe.transcript.Transcript;
import java.io.FileInputStream;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A process without descriptors, one with odd names, and one that throws the library away; each is a JVM of its own. */
class OddProcessTest {
    private static final String WORKS = "S: 220 mx\nC: EHLO x\nS: 250 mx\nC: QUIT\nS: 221 bye";

    /** Takes every descriptor there is, probes, gives them back, and probes again. */
    static final class Exhausted {
        public static void main(String[] arguments) throws Exception {
            ProbeRequest request = ProbeRequest.to("127.0.0.1", Integer.parseInt(arguments[0]))
                    .tls(TlsMode.PLAIN)
                    .build();
            System.out.println("before " + SmtpProbe.run(request).verdict());
            // Without descriptors no class can be loaded either: a failure has to have been seen before.
            System.out.println(SmtpProbe.builder()
                    .transport((route, deadline) -> {
                        throw new IOException("Too many open files");
                    })
                    .build()
                    .probe(request)
                    .findings());
            List<FileInputStream> all = new ArrayList<>();
            try {
                while (all.size() < 1_000_000) {
                    all.add(new FileInputStream("/dev/null"));
                }
            } catch (IOException none) {
                System.out.println("no descriptor left after " + all.size());
            }
            ProbeReport without = SmtpProbe.run(request);
            for (FileInputStream each : all) {
                each.close();
            }
            System.out.println("without " + without.verdict() + " " + without.findings());
            System.out.println("after " + SmtpProbe.run(request).verdict());
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void withoutDescriptorsTheMachineIsToBlame(@TempDir Path directory) throws Exception { // F09
        try (ScriptedServer server = ScriptedServer.start(WORKS)) {
            // The JVM's own option keeps the soft limit of descriptors, which is low enough to reach.
            String output = new ChildJvm(directory, "-XX:-MaxFDLimit").run(Exhausted.class, "" + server.port());
            assertThat(output)
                    .contains(
                            "before PASSED",
                            "no descriptor left",
                            "without INCONCLUSIVE",
                            "local.trouble",
                            "after PASSED");
        }
    }

    /** Builds requests whose hosts the JDK would look up, if it were asked for them as they are. */
    static final class Literals {
        public static void main(String[] odd) throws IOException {
            System.out.println(
                    "the resolver knows " + InetAddress.getByName(odd[0]).getHostAddress());
            for (String each : odd) {
                System.out.println(NumericAddress.read(each) + " " + refused("[" + each + "]") + " "
                        + refused("[IPv6:" + each + "]") + " "
                        + Transcript.parse("S: 550 IPv6:" + each + "\n").pseudonymised());
            }
        }

        private static String refused(String host) {
            try {
                return ProbeRequest.to(host, 25).build().toString();
            } catch (InvalidRequest refused) {
                return "refused";
            }
        }
    }

    @Test
    void aTextIsNeverLookedUpAsAnAddress(@TempDir Path directory) throws Exception {
        Path hosts = Files.writeString(
                directory.resolve("hosts"), "203.0.113.99 .dead.beef:1.de\n203.0.113.99 .1:2\n203.0.113.99 1.2.3:4\n");
        String output = new ChildJvm(directory, "-Djdk.net.hosts.file=" + hosts)
                .run(Literals.class, ".dead.beef:1.de", ".1:2", "1.2.3:4");
        assertThat(output.lines().filter(line -> line.startsWith("Optional")))
                .hasSize(3)
                .allMatch(line -> line.startsWith("Optional.empty refused refused S: 550 IPv6:2001:db8::1"));
        assertThat(output).contains("the resolver knows 203.0.113.99");
    }

    /** Loads the library, probes, drops it, and waits until it is gone. */
    static final class Dropping {
        public static void main(String[] arguments) throws Exception {
            WeakReference<ClassLoader> dropped = probeAndDrop(Integer.parseInt(arguments[0]), arguments[1]);
            long patience = System.nanoTime() + Patience.AMPLE.toNanos();
            while (dropped.get() != null && System.nanoTime() < patience) {
                System.gc();
                LockSupport.parkNanos(
                        Duration.ofMillis(50).toNanos()); // the watchdog ends a second after its last watch
            }
            System.out.println(dropped.get() == null ? "collected" : "held by a thread or a static");
        }
    }

    @Test
    void aLoaderThatIsDroppedIsCollected(@TempDir Path directory) throws Exception { // F14
        try (ScriptedServer server = ScriptedServer.start(WORKS)) {
            // The JDK's own caches hold softly; here they let go at once.
            String output = new ChildJvm(directory, "-Xmx64m", "-XX:SoftRefLRUPolicyMSPerMB=0")
                    .run(Dropping.class, "" + server.port(), classes());
            assertThat(output).contains("PASSED", "of its own: true", "collected");
        }
    }

    /** Where this library's classes are. */
    private static String classes() {
        return SmtpProbe.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString();
    }

    /** A loader that has the library of its own and shares the rest. */
    private static WeakReference<ClassLoader> probeAndDrop(int port, String classes) throws Exception {
        URLClassLoader own = new URLClassLoader(new URL[] {new URL(classes)}, OddProcessTest.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                if (name.startsWith("io.github.smtpprobe.")) {
                    Class<?> loaded = findLoadedClass(name);
                    return loaded != null ? loaded : findClass(name);
                }
                return super.loadClass(name, resolve);
            }
        };
        Class<?> requests = own.loadClass(ProbeRequest.class.getName());
        Object builder = requests.getMethod("to", String.class, int.class).invoke(null, "127.0.0.1", port);
        Class<?> modes = own.loadClass(TlsMode.class.getName());
        builder.getClass()
                .getMethod("tls", modes)
                .invoke(builder, modes.getField("PLAIN").get(null));
        Object request = builder.getClass().getMethod("build").invoke(builder);
        Method run = own.loadClass(SmtpProbe.class.getName()).getMethod("run", requests);
        System.out.println(run.invoke(null, request));
        System.out.println("of its own: " + (run.getDeclaringClass() != SmtpProbe.class));
        own.close();
        return new WeakReference<>(own);
    }
}
