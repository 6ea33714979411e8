/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.deadlines;

import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.testkit.Script;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A way to ask, with everything given that the last step leaves room for. */
enum StopWay {
    CLEAR,
    XCLIENT,
    STARTTLS,
    OFFERED,
    IMPLICIT,
    LMTP,
    PIPELINED;

    TlsMode mode() {
        return switch (this) {
            case STARTTLS -> TlsMode.STARTTLS;
            case OFFERED -> TlsMode.STARTTLS_IF_OFFERED;
            case IMPLICIT -> TlsMode.IMPLICIT_TLS;
            default -> TlsMode.PLAIN;
        };
    }

    /** The steps that this way has, in the order of the wire; each is worth asking for. */
    List<Stage> steps() {
        List<Stage> all = new ArrayList<>(List.of(Stage.CONNECT));
        if (this == IMPLICIT) {
            all.add(Stage.TLS);
        }
        all.add(Stage.GREETING);
        if (this == STARTTLS || this == OFFERED) {
            all.addAll(List.of(Stage.STARTTLS, Stage.TLS));
        }
        all.add(Stage.EHLO);
        if (this == XCLIENT) {
            all.add(Stage.XCLIENT);
        }
        all.addAll(List.of(Stage.AUTH, Stage.MAIL_FROM, Stage.RCPT_TO, Stage.DATA, Stage.END_OF_DATA));
        return all;
    }

    ProbeRequest.Builder request(Stage stop) {
        ProbeRequest.Builder request = ProbeRequest.to(DialogueFile.HOST, this == LMTP ? 24 : 2525)
                .connectTo("127.0.0.1")
                .tls(mode())
                .withoutSecondLook()
                .allowCleartextCredentials()
                .envelope("ada@example.com", "bob@example.com")
                .message("text".getBytes(StandardCharsets.US_ASCII))
                .stopAfter(stop);
        if (stop.compareTo(Stage.AUTH) >= 0) {
            request.credentials(Credentials.password("ada", Secret.of(DialogueFile.PASSWORD)));
        }
        if (this == LMTP) {
            request.lmtp();
        }
        if (this == PIPELINED) {
            request.pipelining();
        }
        if (this == XCLIENT && stop.compareTo(Stage.XCLIENT) >= 0) {
            request.xclient(Map.of("ADDR", "192.0.2.7"));
        }
        return request;
    }

    /** A server at which everything works up to the last step, or one that refuses a step and whatever comes after it. */
    Script script(Stage stop, Optional<Stage> refused) {
        StringBuilder all = new StringBuilder();
        boolean later = this == STARTTLS || this == OFFERED;
        boolean inside = this == IMPLICIT;
        for (Stage each : order().subList(0, end(stop))) {
            if (each != Stage.CONNECT) {
                String said = refused.filter(each::equals).isPresent() ? "S: 550 no\n" : answer(each, later && !inside);
                inside |= each == Stage.TLS;
                all.append(sent(each)).append(said);
                if (said.equals("S: 550 no\n")) {
                    return Script.parse(secured(all + "C: [redacted]\nS: 550 no\n".repeat(8)));
                }
            }
        }
        boolean mute = stop == Stage.CONNECT || stop == Stage.TLS && this == IMPLICIT;
        all.append(mute ? "* pause 1000ms\n" : stop == Stage.DATA ? "* closed\n" : "C: QUIT\nS: 221 bye\n");
        return Script.parse(secured(all.toString()));
    }

    /** The steps on the wire: hello comes again after TLS and after XCLIENT. */
    List<Stage> order() {
        List<Stage> all = new ArrayList<>(steps());
        if (all.contains(Stage.STARTTLS)) {
            all.add(all.indexOf(Stage.STARTTLS), Stage.EHLO);
        }
        if (all.contains(Stage.XCLIENT)) {
            all.add(all.indexOf(Stage.AUTH), Stage.EHLO);
        }
        return all;
    }

    /** How many of them there are up to a last step; after STARTTLS nothing but the handshake can follow. */
    int end(Stage stop) {
        List<Stage> order = order();
        boolean startTls = stop == Stage.STARTTLS;
        return 1 + (this == XCLIENT ? order.indexOf(stop) : order.lastIndexOf(startTls ? Stage.TLS : stop));
    }

    int place(Stage stage) {
        return steps().indexOf(stage);
    }

    private static String sent(Stage stage) {
        return switch (stage) {
            case TLS -> "* tls any\n";
            case GREETING -> "";
            case END_OF_DATA -> "C: text\nC: .\n";
            default -> "C: [redacted]\n";
        };
    }

    private static String answer(Stage stage, boolean startTls) {
        return switch (stage) {
            case TLS -> "";
            case GREETING, XCLIENT, STARTTLS -> "S: 220 mx\n";
            case EHLO ->
                "S: 250-mx\nS: 250-PIPELINING\nS: 250-XCLIENT ADDR\n" + (startTls ? "S: 250-STARTTLS\n" : "")
                        + "S: 250 AUTH PLAIN\n";
            case AUTH -> "S: 235 ok\n";
            case DATA -> "S: 354 go\n";
            default -> "S: 250 ok\n";
        };
    }

    private static String secured(String text) {
        int tls = text.indexOf("* tls");
        return tls < 0 ? text : text.substring(0, tls) + text.substring(tls).replaceAll("(?m)^([SC]):", "$1~");
    }
}
