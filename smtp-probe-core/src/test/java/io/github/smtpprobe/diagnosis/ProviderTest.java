/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The providers that are known by their exchangers, and the slips of the pen for which they are meant. */
class ProviderTest {
    @Test
    void providersExchangersAreKnown() {
        assertThat(Provider.ofExchanger("aspmx.l.google.com").orElseThrow().submission())
                .contains("smtp.gmail.com");
        assertThat(Provider.ofExchanger("example-com.mail.protection.outlook.com")
                        .orElseThrow()
                        .name())
                .isEqualTo("Microsoft 365");
        assertThat(Provider.ofExchanger("mx.google.com.evil.example")).isEmpty();
        assertThat(Provider.ofExchanger("aspmx.evil.example")).isEmpty();
        assertThat(Provider.meantBy("smtp.gmial.com")).contains("smtp.gmail.com");
        assertThat(Provider.meantBy("smtp.ofice365.com")).contains("smtp.office365.com");
        assertThat(Provider.meantBy("smtp.gmail.com")).as("no slip").isEmpty();
        assertThat(Provider.meantBy("smtp.example.com")).isEmpty();
        assertThat(Provider.table()).allSatisfy(row -> assertThat(row.checked()).matches("20[0-9]{2}-[0-9]{2}"));
    }
}
