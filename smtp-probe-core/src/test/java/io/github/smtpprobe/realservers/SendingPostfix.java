/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.realservers;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Postfix as a sender; the local part of a recipient chooses the level of security: {@code dane}, {@code only} (dane-only), {@code may}. */
final class SendingPostfix implements MailSender {
    private static final String LOG = "/var/log/postfix.log";
    private static final Pattern LINE = Pattern.compile("postfix/\\S+\\[([0-9]+)]: (.*)");
    private static final Pattern SECURED = Pattern.compile("([A-Z][a-z]+) TLS connection established to .*");
    private static final Pattern DONE = Pattern.compile("[0-9A-Z]+: to=<([^>]+)>, .*status=([a-z]+) .*");

    private final Machine machine = Machine.of("sender-postfix");

    SendingPostfix() {
        machine.write("/etc/resolv.conf", RESOLVER).users("postfix").groups(20_010, "postdrop");
        machine.configure("/etc/postfix/main.cf", "main.cf")
                .configure("/etc/postfix/master.cf", "master.cf")
                .configure("/etc/postfix/levels", "levels")
                .write("/etc/postfix/dynamicmaps.cf", "");
        machine.folders("postfix", "/var/lib/postfix");
        machine.start("/usr/sbin/postfix", "start-fg");
    }

    @Override
    public String version() {
        return machine.run("/usr/sbin/postconf", "-d", "-h", "mail_version").strip();
    }

    @Override
    public void send(List<String> recipients) {
        machine.run(MailSender.command(recipients, "/usr/sbin/sendmail", "-f", "<>"));
    }

    @Override
    public Map<String, Deed> deeds() {
        Map<String, Deed> found = new HashMap<>();
        Map<String, String> secured = new HashMap<>();
        for (String each : MailSender.log(machine, LOG).lines().toList()) {
            Matcher line = LINE.matcher(each);
            if (line.find()) {
                Matcher security = SECURED.matcher(line.group(2));
                Matcher done = DONE.matcher(line.group(2));
                if (security.matches()) {
                    secured.put(line.group(1), security.group(1));
                } else if (done.matches()) {
                    String level = secured.remove(line.group(1));
                    found.putIfAbsent(done.group(1), new Deed(letter(done.group(2), level), done.group()));
                }
            }
        }
        return found;
    }

    /** No authority is trusted here, so that only a TLSA record earns a certificate the word Trusted: Postfix says it where the MX is insecure. */
    private static char letter(String status, @org.jspecify.annotations.Nullable String level) {
        return switch (status) {
            case "sent" -> level == null ? 'C' : level.equals("Untrusted") ? 'T' : 'V';
            case "deferred" -> 'Q';
            default -> 'B';
        };
    }

    @Override
    public String words() {
        return MailSender.log(machine, LOG);
    }

    @Override
    public void close() {
        machine.close();
    }
}
