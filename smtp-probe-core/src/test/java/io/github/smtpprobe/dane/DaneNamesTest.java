/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dane;

import static io.github.smtpprobe.dane.Made.chain;
import static io.github.smtpprobe.dane.Made.named;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.dane.Made.Party;
import io.github.smtpprobe.dane.Made.Twist;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The names of RFC 7672 §3.2.2 and how certificates have them (§3.2.3). */
class DaneNamesTest {
    private static final Party ROOT = Made.root();
    private static final DaneNames BOTH = DaneNames.of("mx.example.com").withDomain("example.org");

    private static Optional<Objection> objection(DaneNames names, Party leaf) {
        return Dane.judge(List.of(ROOT.record(2, 1, 1)), chain(leaf, ROOT), names, Made.NOW)
                .records()
                .get(0)
                .objection();
    }

    @Test
    void theBaseTheDomainAndItsTargetAreNames() {
        DaneNames names = BOTH.withAliasTarget("Target.Example.");
        assertThat(names.all()).containsExactly("mx.example.com", "example.org", "target.example");
        assertThat(names.base()).isEqualTo("mx.example.com");
        assertThat(names.domain()).contains("example.org");
        assertThat(names.aliasTarget()).contains("target.example");
        assertThat(names).hasToString("[mx.example.com, example.org, target.example]");
        assertThat(names).isEqualTo(BOTH.withAliasTarget("target.example")).isNotEqualTo(BOTH);
        assertThat(names.hashCode())
                .isEqualTo(BOTH.withAliasTarget("target.example").hashCode());
        assertThat(BOTH).isNotEqualTo(BOTH.withDomain("x.example")).isNotEqualTo(DaneNames.of("example.org"));
        assertThat(DaneNames.of("a.example").withDomain("A.example").all()).containsExactly("a.example");
        assertThat(objection(names, Made.leaf(ROOT, "mx.example.com"))).isEmpty();
        assertThat(objection(names, Made.leaf(ROOT, "example.org"))).contains(Objection.ONLY_DOMAIN_NAME);
        assertThat(objection(names, Made.leaf(ROOT, "target.example"))).contains(Objection.ONLY_DOMAIN_NAME);
        assertThat(objection(names, Made.leaf(ROOT, "example.org", "mx.example.com")))
                .isEmpty();
        assertThat(objection(names, Made.leaf(ROOT, "else.example"))).contains(Objection.NAME);
    }

    /** An insecure MX: RFC 7672 §3.2.2 leaves the host alone. */
    @Test
    void withoutADomainOnlyTheHostCounts() {
        assertThat(objection(DaneNames.of("mx.example.com"), Made.leaf(ROOT, "example.org")))
                .contains(Objection.NAME);
    }

    @ParameterizedTest
    @CsvSource({
        "mx.example.com, true",
        "MX.Example.COM, true",
        "*.example.com, true",
        "*.EXAMPLE.com, true",
        "example.com, false",
        "*.com, false",
        "*, false",
        "*.mx.example.com, false",
        "m*.example.com, false",
        "*x.example.com, false",
        "mx.*.com, false",
        "*.*.com, false",
        "smx.example.com, false",
        "mx.example.com.other, false",
        ".example.com, false",
    })
    void aCertificateIsMadeOutTo(String presented, boolean covered) {
        DaneNames host = DaneNames.of("mx.example.com");
        assertThat(objection(host, Made.leaf(ROOT, presented)).isEmpty()).isEqualTo(covered);
        assertThat(objection(host, common(presented)).isEmpty())
                .as("as a common name")
                .isEqualTo(covered);
    }

    @Test
    void aWildcardIsOneLabel() {
        Party leaf = Made.leaf(ROOT, "*.example.com");
        assertThat(objection(DaneNames.of("a.b.example.com"), leaf)).contains(Objection.NAME);
        assertThat(objection(DaneNames.of("example.com"), leaf)).contains(Objection.NAME);
        assertThat(objection(DaneNames.of(".example.com"), leaf)).contains(Objection.NAME);
        assertThat(objection(DaneNames.of("localhost"), Made.leaf(ROOT, "localhost")))
                .isEmpty();
    }

    private static Party common(String name, Twist... twists) {
        return Made.signedBy(ROOT, "O=Example,CN=" + name, Made.keys(), Made.days(-1), Made.days(1), twists);
    }

    @Test
    void theCommonNameCountsOnlyWithoutDnsNames() {
        DaneNames host = DaneNames.of("mx.example.com");
        assertThat(objection(host, common("mx.example.com"))).isEmpty();
        assertThat(objection(host, common("mx.example.com", named("other.example"))))
                .contains(Objection.NAME);
        Twist address = builder -> builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.iPAddress, "192.0.2.1")));
        assertThat(objection(host, common("mx.example.com", address))).isEmpty();
        assertThat(objection(host, common("first.example,CN=mx.example.com"))).isEmpty();
        assertThat(objection(host, Made.signedBy(ROOT, "O=mx.example.com", Made.keys(), Made.days(-1), Made.days(1))))
                .contains(Objection.NAME);
    }
}
