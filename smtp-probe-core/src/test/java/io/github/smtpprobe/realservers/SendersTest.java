/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.realservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.dns.SecureDns;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** Has Postfix and Exim send to domains of a world of their own, and holds what they did against what a survey foretells. */
@Tag("real-servers")
class SendersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> LEVELS = List.of("dane", "only", "may");

    private static final Map<String, MailSender> senders = new TreeMap<>();
    private static SendersWorld world;
    private static SignedNames names;
    private static FailingNameServer failing;

    @BeforeAll
    static void send() throws Exception {
        for (String each : List.of("knot", "unbound", "sender-postfix", "sender-exim")) {
            assumeTrue(Machine.all().contains(each), "the packages of " + each + " cannot be had");
        }
        world = new SendersWorld();
        failing = new FailingNameServer("127.0.0.55");
        names = new SignedNames(world.records());
        awaitNames();
        senders.put("postfix", new SendingPostfix());
        senders.put("exim", new SendingExim());
        List<String> recipients = new ArrayList<>();
        for (ForetoldRow row : ForetoldRow.all()) {
            LEVELS.forEach(level -> recipients.add(recipient(level, row)));
        }
        for (MailSender each : senders.values()) {
            each.send(recipients);
        }
        for (MailSender each : senders.values()) {
            await(each, recipients);
        }
    }

    private static String recipient(String level, ForetoldRow row) {
        return level + "@" + world.domain(row.name());
    }

    private static void awaitNames() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!says("test", "SOA").equals("AD")) {
            if (System.nanoTime() - end > 0 || !names.alive()) {
                throw new IllegalStateException("no names: " + names.words());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private static void await(MailSender sender, List<String> recipients) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!sender.deeds().keySet().containsAll(recipients) && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    @AfterAll
    static void stop() throws IOException {
        senders.values().forEach(MailSender::close);
        if (names != null) {
            names.close();
            failing.close();
        }
        if (world != null) {
            world.close();
        }
    }

    static List<ForetoldRow> rows() {
        return ForetoldRow.all();
    }

    static List<String[]> proofs() {
        return ForetoldRow.lines("proofs.tsv");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void doWhatTheTableSays(ForetoldRow row) {
        List<String> wrong = new ArrayList<>();
        senders.forEach((software, sender) -> {
            Map<String, Deed> deeds = sender.deeds();
            for (String level : LEVELS) {
                String recipient = recipient(level, row);
                Deed deed = deeds.getOrDefault(recipient, new Deed('-', "not a word of it"));
                if (!row.expected(software, level).equals(String.valueOf(deed.letter()))) {
                    wrong.add(software + "/" + level + ": " + row.expected(software, level) + " was expected, "
                            + deed.letter() + " was done: " + deed.line());
                }
            }
        });
        assertThat(wrong).isEmpty();
    }

    /** That a message went out, and in TLS, is so where it came in. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void logWhatTheExchangersSaw(ForetoldRow row) {
        for (String level : LEVELS) {
            String recipient = recipient(level, row);
            List<Boolean> seen = world.inTls(recipient);
            List<Boolean> said = new ArrayList<>();
            senders.values().forEach(sender -> {
                char letter = sender.deeds()
                        .getOrDefault(recipient, new Deed('-', ""))
                        .letter();
                if ("VTC".indexOf(letter) >= 0) {
                    said.add(letter != 'C');
                }
            });
            assertThat(seen).as(recipient).containsExactlyInAnyOrderElementsOf(said);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void areForetoldByASurvey(ForetoldRow row) {
        DomainReport report = SmtpProbe.builder()
                .nameServers(SignedNames.UNBOUND)
                .build()
                .surveyDomain(DomainSurvey.of(world.domain(row.name()))
                        .anchors(names.anchors())
                        .deadline(Duration.ofSeconds(20))
                        .build());
        Map<String, String> foretold = new TreeMap<>();
        Map<String, String> expected = row.foretoldBySurvey();
        expected.keySet()
                .forEach(each -> foretold.put(
                        each,
                        String.valueOf(report.outlook()
                                .sender(each)
                                .orElseThrow()
                                .domain()
                                .prospect()
                                .letter())));
        assertThat(foretold).as(report.toString()).containsExactlyInAnyOrderEntriesOf(expected);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("proofs")
    void resolversAgreeOn(String name, String type, String state, String unbound, String knot) throws Exception {
        DnsAnswer viaUnbound = look(SignedNames.UNBOUND, name, type);
        assertThat(viaUnbound.security().token()).as(viaUnbound.toString()).isEqualTo(state);
        assertThat(says(name, type)).isEqualTo(unbound);
        if (!knot.isEmpty()) {
            DnsAnswer viaKnot = look(SignedNames.KNOT, name, type);
            assertThat(viaKnot.security().token()).as(viaKnot.toString()).isEqualTo(knot);
        }
    }

    private static DnsAnswer look(InetSocketAddress server, String name, String type) throws InterruptedException {
        return new SecureDns(List.of(server), names.anchors(), Clock.systemUTC())
                .look(new Question(name, RecordType.of(type)), Deadline.after(Duration.ofSeconds(10), Ticker.system()));
    }

    /** What the resolver that validates says of an answer: AD, SERVFAIL, or that it has nothing to say. */
    private static String says(String name, String type) {
        try {
            SimpleResolver resolver = new SimpleResolver(SignedNames.UNBOUND);
            resolver.setEDNS(0, 0, org.xbill.DNS.ExtendedFlags.DO);
            Message answer = resolver.send(
                    Message.newQuery(Record.newRecord(Name.fromString(name + "."), Type.value(type), DClass.IN)));
            boolean failed = answer.getRcode() == Rcode.SERVFAIL;
            return failed ? "SERVFAIL" : answer.getHeader().getFlag(Flags.AD) ? "AD" : "-";
        } catch (IOException silent) {
            return silent.toString();
        }
    }

    @Test
    void areOfKnownVersions() {
        assertThat(senders.get("postfix").version()).matches("3\\.[0-9]+.*");
        assertThat(senders.get("exim").version()).contains(" DANE ").contains("GnuTLS");
    }
}
