package consumer;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.sasl.SaslMechanism;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import java.io.File;
import java.util.Map;
import java.util.jar.JarFile;

/** A stranger's application: it depends on the installed artefact and nothing else. */
public final class Main {
    private static final Script SERVER = Script.parse("""
        S: 220 mx.example.com ESMTP
        C: EHLO probe
        S: 250-mx.example.com
        S: 250 AUTH PLAIN
        C: QUIT
        S: 221 bye
        """);

    public static void main(String[] arguments) throws Exception {
        try (ScriptedServer server = ScriptedServer.playing(SERVER).start()) {
            ProbeRequest request = ProbeRequest.to("127.0.0.1", server.port())
                    .tls(TlsMode.PLAIN)
                    .build();
            ProbeReport works = SmtpProbe.run(request);
            System.out.println(works.summary());
            System.out.print(works.transcript());
            ProbeReport refused = SmtpProbe.run(
                    request.toBuilder().password("ada", "secret".toCharArray()).build());
            System.out.println(refused.summary());
            System.out.println(version(refused));
            System.out.println("SCRAM: "
                    + SaslMechanism.builtIn().stream().anyMatch(each -> each.name().startsWith("SCRAM-")));
            System.out.println(refused.asMap().get("schemaVersion") + " " + Main.class.getModule());
        }
    }

    private static String version(ProbeReport report) throws Exception {
        var jar = ProbeReport.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI();
        try (JarFile core = new JarFile(new File(jar))) {
            return core.getManifest().getMainAttributes().getValue("Implementation-Version") + " by its manifest, "
                    + ProbeReport.libraryVersion() + " by its resource, "
                    + ((Map<?, ?>) report.asMap().get("producer")).get("version") + " in a report";
        }
    }
}
