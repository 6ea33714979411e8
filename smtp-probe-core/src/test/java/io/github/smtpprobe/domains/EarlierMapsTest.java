/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import static io.github.smtpprobe.domains.MailWorld.CA;
import static io.github.smtpprobe.domains.MailWorld.tlsa;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.harness.Sampled;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.survey.Aspect;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.survey.EarlierSurvey;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.zones.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Earlier reports as a stranger hands them in: each is read, or refused by a message that says where and repeats nothing. */
@Timeout(Patience.HANGING)
class EarlierMapsTest {
    private static final String DOMAIN = "example.test";
    private static final String CANARY = "c4nary\u202E\u001B";

    private static Map<String, Object> reported(MailWorld mail) throws Exception {
        return mail.survey(DOMAIN).asMap();
    }

    private static MailWorld mail() throws Exception {
        Issued key = CA.issue("mx.example.test");
        return new MailWorld(World.signed(DOMAIN)
                        .mx(10, "mx.example.test")
                        .a("mx.example.test", "8.8.8.8")
                        .a("mta-sts.example.test", "8.8.4.4")
                        .txt("_mta-sts.example.test", "v=STSv1; id=1;")
                        .tlsa("_25._tcp.mx.example.test", tlsa(3, 1, 1, key)))
                .server("8.8.8.8", key)
                .policy(DOMAIN, "8.8.4.4", "version: STSv1\nmode: enforce\nmx: mx.example.test\nmax_age: 604800\n");
    }

    private static Object hostile(Random random) {
        Map<Object, Object> itself = new HashMap<>();
        itself.put("x", itself);
        List<Object> endless = new ArrayList<>();
        endless.add(endless);
        Object[] all = {
            null,
            "",
            CANARY,
            CANARY.repeat(10_000),
            -1,
            Long.MIN_VALUE,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            1e300,
            0.5,
            true,
            List.of(),
            List.of(CANARY),
            Arrays.asList(null, CANARY),
            List.of(Map.of(CANARY, CANARY)),
            Map.of(),
            Map.of(CANARY, CANARY),
            new HashMap<>(Map.of(1, CANARY)),
            itself,
            endless,
            new Object[] {CANARY},
            new StringBuilder(CANARY),
            "9999999-12-31T23:59:60Z",
            "+1000000000-12-31T23:59:59.999999999Z",
            "\uD800"
        };
        return all[random.nextInt(all.length)];
    }

    /** A copy in which something deep within is another thing. */
    private static Object spoilt(Object value, Random random, double here) {
        if (random.nextDouble() < here) {
            return hostile(random);
        }
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            Map<Object, Object> copy = new LinkedHashMap<>(map);
            Object key = new ArrayList<>(map.keySet()).get(random.nextInt(map.size()));
            if (random.nextInt(6) == 0) {
                copy.remove(key);
            } else {
                copy.put(key, spoilt(map.get(key), random, 0.3));
            }
            return copy;
        }
        if (value instanceof List<?> list && !list.isEmpty()) {
            List<Object> copy = new ArrayList<>(list);
            int at = random.nextInt(list.size());
            copy.set(at, spoilt(list.get(at), random, 0.3));
            return copy;
        }
        return hostile(random);
    }

    @Test
    @Sampled(few = 150, many = 1_500)
    @SuppressWarnings("unchecked") // the keys of what is read are strings
    void hostileMapsAreRefusedOrRead(int tries) throws Exception {
        try (MailWorld mail = mail()) {
            Map<String, Object> good = reported(mail);
            List<EarlierSurvey> read = new ArrayList<>();
            Random random = new Random(17);
            for (int i = 0; i < tries; i++) {
                Map<String, Object> map = good;
                for (int n = 0; n <= random.nextInt(3); n++) {
                    map = (Map<String, Object>) spoilt(map, random, 0);
                }
                try {
                    read.add(EarlierSurvey.fromMap(map));
                } catch (IllegalArgumentException refused) {
                    assertThat(refused.getMessage())
                            .isNotNull()
                            .doesNotContain("c4nary")
                            .hasSizeLessThan(500);
                }
            }
            assertThat(read).isNotEmpty();
            DomainSurvey.Builder survey = DomainSurvey.of(DOMAIN).without(Aspect.PROBES);
            int compared = 0;
            for (EarlierSurvey each : read) {
                if (each.domain().equals(DOMAIN) && compared++ < 10) {
                    Printed.of(mail.survey(survey.againstEarlier(each)));
                }
            }
        }
    }

    @Test
    void reportsOfAnotherDomainKindOrSchema() throws Exception {
        try (MailWorld mail = mail()) {
            Map<String, Object> map = new LinkedHashMap<>(reported(mail));
            EarlierSurvey same = EarlierSurvey.fromMap(map);
            assertThat(same.policyId()).contains("1");
            assertThat(same.tlsa("mx.example.test")).hasSize(1);
            assertThatThrownBy(() ->
                            DomainSurvey.of("other.test").againstEarlier(same).build())
                    .isInstanceOfSatisfying(
                            InvalidRequest.class,
                            wrong -> assertThat(wrong.problems())
                                    .singleElement()
                                    .satisfies(problem ->
                                            assertThat(problem.field()).isEqualTo("againstEarlier")));
            map.put("schemaVersion", 2);
            assertThatThrownBy(() -> EarlierSurvey.fromMap(map))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("schemaVersion");
            map.put("schemaVersion", 1);
            map.put("kind", "probe");
            assertThatThrownBy(() -> EarlierSurvey.fromMap(map)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** What was kept claims what it likes: a survey compares it, and shows none of it unless it is safe. */
    @Test
    void claimsOfAnEarlierSurveyAreShownSafely() throws Exception {
        try (MailWorld mail = mail()) {
            Map<String, Object> map = new LinkedHashMap<>(reported(mail));
            map.put(
                    "mtaSts",
                    Map.of("id", CANARY.repeat(5_000), "policySha256", CANARY, "mode", "enforce", "maxAgeSeconds", 1));
            map.put(
                    "exchangers",
                    List.of(Map.of("base", "mx.example.test", "tlsa", List.of(CANARY, CANARY.repeat(50_000)))));
            map.put("started", "9999-12-31T23:59:59Z");
            DomainReport report = mail.survey(DomainSurvey.of(DOMAIN).againstEarlier(EarlierSurvey.fromMap(map)));
            assertThat(Printed.of(report).characters()).isLessThan(2_000_000);
            for (String beyond : List.of("+1000000000-12-31T23:59:59Z", "-1000000000-01-01T00:00:00Z")) {
                map.put("started", beyond);
                assertThatThrownBy(() -> EarlierSurvey.fromMap(map))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("started: is out of range");
            }
        }
    }
}
