/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.realservers;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Exim as a sender; the local part of a recipient chooses whether TLSA records are asked for: {@code dane}, {@code only} with them, {@code may}. */
final class SendingExim implements MailSender {
    private static final String LOG = "/var/log/exim/mainlog";
    private static final Pattern DONE = Pattern.compile("[-0-9A-Za-z]+ (=>|==|\\*\\*) ([^ ]+@[^ :]+):? .*");

    private final Machine machine = Machine.of("sender-exim");

    SendingExim() {
        machine.write("/etc/resolv.conf", RESOLVER).users("Debian-exim");
        machine.configure("/etc/exim4/exim4.conf", "exim4.conf");
        machine.folders("Debian-exim", "/var/log/exim").write("/etc/exim4/spool", "");
    }

    @Override
    public String version() {
        return machine.run("/usr/sbin/exim4", "-bV");
    }

    /** It remembers what went wrong at an address, and does not try it again for a while: so each level has a spool of its own. */
    @Override
    public void send(List<String> recipients) {
        Map<String, List<String>> levels =
                recipients.stream().collect(Collectors.groupingBy(each -> each.substring(0, each.indexOf('@'))));
        levels.forEach((level, all) -> {
            machine.folders("Debian-exim", "/var/spool/" + level)
                    .write("/etc/exim4/spool", "spool_directory = /var/spool/" + level + "\n");
            machine.run(MailSender.command(all, "/usr/sbin/exim4", "-odf", "-f", "<>"));
        });
    }

    @Override
    public Map<String, Deed> deeds() {
        Map<String, Deed> found = new HashMap<>();
        for (String each : MailSender.log(machine, LOG).lines().toList()) {
            Matcher done = DONE.matcher(each);
            if (done.find()) {
                found.putIfAbsent(done.group(2), new Deed(letter(done.group(1), done.group()), done.group()));
            }
        }
        return found;
    }

    private static char letter(String mark, String line) {
        return switch (mark) {
            case "=>" -> line.contains(" CV=dane") ? 'V' : line.contains(" X=TLS") ? 'T' : 'C';
            case "==" -> 'Q';
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
