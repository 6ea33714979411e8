/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.pages;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsRecord;
import io.github.smtpprobe.records.DnsResult;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.RootValidation;
import io.github.smtpprobe.records.SecureResolver;
import io.github.smtpprobe.records.Security;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A DNS in which domains have one exchanger each, and nothing else is; what it says is proven. */
final class FixedZone implements SecureResolver {
    /** Who answers, which strangers are not told. */
    static final String SERVER = "192.0.2.53:53";

    private static final Duration TTL = Duration.ofHours(1);

    private final Map<Question, DnsRecord> records = new ConcurrentHashMap<>();

    /** A domain with the exchanger {@code mx.<domain>} at an address. */
    FixedZone with(String domain, String address) throws UnknownHostException {
        ByteArrayOutputStream mx = new ByteArrayOutputStream();
        mx.writeBytes(new byte[] {0, 10});
        for (String label : ("mx." + domain).split("\\.")) {
            mx.write(label.length());
            mx.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        mx.write(0);
        put(domain, RecordType.MX, mx.toByteArray());
        put("mx." + domain, RecordType.A, InetAddress.getByName(address).getAddress());
        return this;
    }

    private void put(String name, RecordType type, byte[] data) {
        records.put(new Question(name, type), DnsRecord.of(name, type, TTL, data));
    }

    @Override
    public List<DnsAnswer> look(List<Question> questions, Deadline deadline) {
        return questions.stream().map(this::answer).toList();
    }

    private DnsAnswer answer(Question question) {
        DnsRecord found = records.get(question);
        DnsAnswer.Builder answer = DnsAnswer.to(question, Security.SECURE)
                .server(SERVER)
                .took(Duration.ofMillis(3))
                .ttl(TTL);
        return (found == null ? answer.result(DnsResult.NO_RECORDS) : answer.records(List.of(found))).build();
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
