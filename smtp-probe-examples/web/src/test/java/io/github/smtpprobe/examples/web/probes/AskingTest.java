/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.probes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.smtpprobe.examples.web.guard.Audience;
import io.github.smtpprobe.examples.web.guard.PageSettings;
import io.github.smtpprobe.request.PortPlan;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.Target;
import io.github.smtpprobe.request.TlsMode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AskingTest {
    private static final String SECRET = "canary-secret";

    private final Asking staff = asking(Audience.STAFF, false, true);

    static PageSettings settings(Audience audience, boolean login, boolean recipients) {
        return new PageSettings(audience, Duration.ofSeconds(20), Duration.ofSeconds(60), false, login, recipients, 40);
    }

    private static Asking asking(Audience audience, boolean login, boolean recipients) {
        return new Asking(settings(audience, login, recipients));
    }

    private static TypedProbe typed(String host, String port, String security) {
        return new TypedProbe(host, "", port, security, "", "", "");
    }

    private static WrongInput wrong(Asking asking, TypedProbe typed, String password, String token) {
        WrongInput wrong = catchThrowableOfType(WrongInput.class, () -> asking.request(typed, password, token));
        assertThat(wrong).isNotNull();
        assertThat(wrong.problems().toString()).doesNotContain(SECRET);
        return wrong;
    }

    @Test
    void anEmptyPortIsTheLadder() throws WrongInput {
        assertThat(staff.request(typed("smtp.example.com", "", ""), "", "").ports())
                .isEqualTo(PortPlan.submission());
        assertThat(staff.request(typed("smtp.example.com", "", "implicit-tls"), "", "")
                        .ports())
                .isEqualTo(PortPlan.of(465, TlsMode.IMPLICIT_TLS));
        assertThat(staff.request(typed("smtp.example.com", "", "plain"), "", "")
                        .ports()
                        .entries())
                .extracting(PortPlan.PortMode::port)
                .containsExactly(587, 2525);
    }

    @Test
    void aMailAddressIsItsExchangers() throws WrongInput {
        ProbeRequest request = staff.request(typed("ada@example.com", "", ""), "", "");
        assertThat(request.target()).isEqualTo(new Target.MailExchangers("example.com"));
        assertThat(PlanWords.of(request))
                .isEqualTo(
                        "The test connects to the mail exchangers of the domain example.com, in order of preference, until one"
                                + " answers, on port 25 with STARTTLS if offered.");
    }

    @Test
    void goesOnAfterABadCertificate() throws WrongInput {
        assertThat(staff.request(typed("smtp.example.com", "", ""), "", "").inspectsInvalidCertificate())
                .isTrue();
    }

    @Test
    void noLoginIsSentInClearText() {
        TypedProbe typed = new TypedProbe("mx.example.com", "", "587", "plain", "ada", "", "");
        assertThat(wrong(staff, typed, "sesame", "").problems()).containsOnlyKeys("security");
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', '', host",
        "smtp.example.com, x, '', port",
        "smtp.example.com, 70000, '', port",
        "smtp.example.com:25, 26, '', port",
        "ada@example.com, 587, '', port",
        "ada@example.com, '', implicit-tls, security",
        "smtps://smtp.example.com, '', starttls, security",
        "smtp.example.com, '', nonsense, security",
        "exa mple.com, '', '', host",
    })
    void whatIsWrongStandsByItsField(String host, String port, String security, String field) {
        assertThat(wrong(staff, typed(host, port, security), "", "").problems()).containsOnlyKeys(field);
    }

    @Test
    void everythingThatIsWrongIsFoundAtOnce() {
        TypedProbe all = new TypedProbe("http://x", "", "0", "y", "ada", "b@example.com, c@example.com", "d@");
        assertThat(wrong(staff, all, "", "").problems())
                .containsOnlyKeys("host", "port", "security", "password", "from", "to");
    }

    @Test
    void aLoginIsWholeOrWrong() {
        TypedProbe nobody = typed("smtp.example.com", "", "");
        TypedProbe ada = new TypedProbe("smtp.example.com", "", "", "", "ada", "", "");
        assertThat(wrong(staff, nobody, SECRET, "").problems()).containsOnlyKeys("user");
        assertThat(wrong(staff, ada, "", "").problems()).containsOnlyKeys("password");
        assertThat(wrong(staff, ada, SECRET, SECRET).problems()).containsOnlyKeys("token");
        TypedProbe relay = new TypedProbe("ada@example.com", "", "", "", "ada", "", "");
        assertThat(wrong(staff, relay, SECRET, "").problems()).containsOnlyKeys("user");
    }

    @Test
    void aLoginIsOfTheUserInTheUrl() throws WrongInput {
        ProbeRequest request = staff.request(typed("smtps://ada@smtp.example.com", "", ""), SECRET, "");
        assertThat(request.credentialsKind()).hasValue("password");
        assertThat(PlanWords.of(request)).contains("logs in with a password").doesNotContain(SECRET, "ada");
    }

    @Test
    void strangersHaveWhatTheOperatorAllows() throws WrongInput {
        Asking narrow = asking(Audience.STRANGERS, false, false);
        TypedProbe all = new TypedProbe("smtp.example.com", "", "", "", "ada", "a@example.com", "b@example.com");
        assertThat(wrong(narrow, all, SECRET, "").problems()).containsOnlyKeys("user", "from");
        Asking wide = asking(Audience.STRANGERS, true, true);
        assertThat(wide.request(all, SECRET, "").envelope()).isPresent();
        TypedProbe two =
                new TypedProbe("smtp.example.com", "", "", "", "", "a@example.com", "b@example.com c@example.com");
        assertThat(wrong(wide, two, "", "").problems()).containsOnlyKeys("to");
        TypedProbe none = new TypedProbe("smtp.example.com", "", "", "", "", "a@example.com", "nobody at example");
        assertThat(wrong(wide, none, "", "").problems().get("to"))
                .as("one that is no mailbox, and not three")
                .singleElement()
                .asString()
                .contains("mailbox");
        assertThat(staff.request(two, "", "").envelope().orElseThrow().recipients())
                .hasSize(2);
    }
}
