/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.harness;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsRecord;
import io.github.smtpprobe.records.DnsResult;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.RootValidation;
import io.github.smtpprobe.records.SecureResolver;
import io.github.smtpprobe.records.Security;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Mail domains without a name server: what is not written down is not there. It takes its time if it is told to, or hangs, and counts questions. */
public final class FixedZones implements SecureResolver {
    private static final Duration TTL = Duration.ofHours(1);

    private final Map<Question, List<DnsRecord>> records = new ConcurrentHashMap<>();
    private final Map<Question, Integer> asked = new ConcurrentHashMap<>();
    private final Set<String> hanging = ConcurrentHashMap.newKeySet();
    private Duration slowness = Duration.ZERO;
    private Security security = Security.INSECURE;

    /** A domain with exchangers, in the order in which they are tried. */
    public FixedZones mx(String domain, String... hosts) {
        for (String host : hosts) {
            ByteArrayOutputStream data = new ByteArrayOutputStream();
            data.write(0);
            data.write(10
                    + records.getOrDefault(new Question(domain, RecordType.MX), List.of())
                            .size());
            for (String label : host.split("\\.")) {
                data.write(label.length());
                data.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
            }
            data.write(0);
            add(domain, RecordType.MX, data.toByteArray());
        }
        return this;
    }

    /** Addresses of a host. */
    public FixedZones a(String host, String... addresses) {
        for (String each : addresses) {
            byte[] octets = AddressLiteral.parse(each).getAddress();
            add(host, octets.length == 4 ? RecordType.A : RecordType.AAAA, octets);
        }
        return this;
    }

    /** A TLSA record, which counts where the zones are signed. */
    public FixedZones tlsa(String name, byte[] data) {
        add(name, RecordType.TLSA, data);
        return this;
    }

    /** All of it is proven. */
    public FixedZones signed() {
        security = Security.SECURE;
        return this;
    }

    private void add(String name, RecordType type, byte[] data) {
        records.merge(new Question(name, type), List.of(DnsRecord.of(name, type, TTL, data)), (before, more) -> {
            List<DnsRecord> all = new ArrayList<>(before);
            all.addAll(more);
            return List.copyOf(all);
        });
    }

    /** Each round takes this long. */
    public FixedZones slow(Duration round) {
        slowness = round;
        return this;
    }

    /** A round in which this name is asked for has no end but its deadline's. */
    public FixedZones hanging(String name) {
        hanging.add(name);
        return this;
    }

    /** How often each question was asked. */
    public Map<Question, Integer> asked() {
        return asked;
    }

    @Override
    public List<DnsAnswer> look(List<Question> questions, Deadline deadline) throws InterruptedException {
        questions.forEach(each -> asked.merge(each, 1, Integer::sum));
        if (questions.stream().anyMatch(each -> hanging.contains(each.name()))) {
            new CountDownLatch(1).await(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } else if (!slowness.isZero()) {
            TimeUnit.NANOSECONDS.sleep(slowness.toNanos());
        }
        return questions.stream().map(this::answer).toList();
    }

    private DnsAnswer answer(Question question) {
        DnsAnswer.Builder answer = DnsAnswer.to(question, security)
                .finalName(question.name())
                .ttl(TTL)
                .queries(1);
        List<DnsRecord> found = records.get(question);
        return (found == null ? answer.result(DnsResult.NO_NAME) : answer.records(found)).build();
    }

    @Override
    public RootValidation rootValidation(Deadline deadline) {
        return RootValidation.of(RootValidation.State.SOUND, "");
    }

    @Override
    public List<DnsAnswer> fromEach(Question question, Deadline deadline) {
        return List.of(answer(question));
    }
}
