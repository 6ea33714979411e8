/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.mtasts;

import io.github.smtpprobe.names.DomainName;
import io.github.smtpprobe.text.LastDot;
import io.github.smtpprobe.text.Printable;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Texts for a domain to publish: the policy file for its present exchangers (RFC 8461 §3.2), and the zone lines for the TXT
 * records. They can be read back by {@link StsPolicy}, {@link StsRecord} and {@link ReportingRecord}. Immutable and thread-safe.
 */
public final class PolicyText {
    private static final DateTimeFormatter ID =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Optional<String> file;
    private final List<String> leftOut;

    private PolicyText(Optional<String> file, List<String> leftOut) {
        this.file = file;
        this.leftOut = leftOut;
    }

    /**
     * Writes a policy.
     *
     * @param mode   what a sender does with an exchanger that fails it
     * @param maxAge how long a sender caches it, at most {@link StsPolicy#LONGEST_MAX_AGE}
     * @param hosts  the names of the exchangers as in the MX records, in any case, with or without a final dot; each is listed
     *               once under its full name, since a wildcard would cover more than these
     * @return the policy
     * @throws IllegalArgumentException if the time is negative or too long
     */
    public static PolicyText of(PolicyMode mode, Duration maxAge, List<String> hosts) {
        Objects.requireNonNull(mode, "mode");
        Set<MxPattern> listed = new LinkedHashSet<>();
        List<String> leftOut = new ArrayList<>();
        for (String each : Objects.requireNonNull(hosts, "hosts")) {
            Objects.requireNonNull(each, "hosts");
            String name = LastDot.without(each);
            Optional<MxPattern> pattern = MxPattern.read(name).filter(found -> !found.wildcard());
            pattern.ifPresent(listed::add);
            if (pattern.isEmpty()) {
                leftOut.add(Printable.clean(Printable.cut(each, TextRecords.MOST_SHOWN, "\u2026")));
            }
        }
        boolean possible = mode == PolicyMode.NONE || !listed.isEmpty();
        StsPolicy policy = StsPolicy.of(possible ? mode : PolicyMode.NONE, maxAge, List.copyOf(listed));
        return new PolicyText(possible ? Optional.of(written(policy)) : Optional.empty(), List.copyOf(leftOut));
    }

    private static String written(StsPolicy policy) {
        StringBuilder file = new StringBuilder("version: STSv1\n");
        file.append("mode: ").append(policy.mode().token()).append('\n');
        policy.patterns()
                .forEach(each -> file.append("mx: ").append(each.text()).append('\n'));
        return file.append("max_age: ")
                .append(policy.maxAge().toSeconds())
                .append('\n')
                .toString();
    }

    /** {@return the file, with LF line ends; empty if the mode needs an exchanger and none can be listed} */
    public Optional<String> file() {
        return file;
    }

    /** {@return the exchangers that cannot be listed because their names are not valid host names; safe to show} */
    public List<String> leftOut() {
        return leftOut;
    }

    /**
     * The zone line that announces a policy (RFC 8461 §3.1). Its {@code id} is different each second, since it has to change with
     * each change of the policy.
     *
     * @param domain the mail domain
     * @param now    the time of publication
     * @return such as {@code _mta-sts.example.com. IN TXT "v=STSv1; id=20261127T190000Z;"}
     * @throws IllegalArgumentException if the domain's name is invalid
     */
    public static String stsRecord(String domain, Instant now) {
        return line("_mta-sts", domain, "v=STSv1; id=" + ID.format(Objects.requireNonNull(now, "now")) + ";");
    }

    /**
     * The zone line that asks for reports (RFC 8460 §3).
     *
     * @param domain  the mail domain
     * @param address where to send them, a {@code mailto:} or {@code https:} URI
     * @return such as {@code _smtp._tls.example.com. IN TXT "v=TLSRPTv1; rua=mailto:tls-reports@example.com"}
     * @throws IllegalArgumentException if the domain's name is invalid, or the address is not such a URI or has an unencoded
     *     comma, semicolon or exclamation mark
     */
    public static String reportingRecord(String domain, String address) {
        boolean separated = Objects.requireNonNull(address, "address").indexOf(',') >= 0 || address.indexOf(';') >= 0;
        if (separated || ReportUri.judge(address) != ReportUri.Use.USABLE) {
            throw new IllegalArgumentException("address: must be a mailto: or https: URI that fits into rua");
        }
        return line("_smtp._tls", domain, "v=TLSRPTv1; rua=" + address);
    }

    private static String line(String label, String domain, String text) {
        return label + "." + DomainName.parse(domain).ascii() + ". IN TXT \"" + text + "\"";
    }

    /** {@return the file, or a note that there cannot be one} */
    @Override
    public String toString() {
        return file.orElse("no policy: there is no host to list");
    }
}
