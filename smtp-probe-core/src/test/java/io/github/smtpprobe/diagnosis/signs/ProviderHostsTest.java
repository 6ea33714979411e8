/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.signs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The providers that are known by their exchangers, and the slips of the pen for which they are meant. */
class ProviderHostsTest {
    @Test
    void providersExchangersAreKnown() {
        assertThat(ProviderHosts.ofExchanger("aspmx.l.google.com").orElseThrow().submission())
                .contains("smtp.gmail.com");
        assertThat(ProviderHosts.ofExchanger("example-com.mail.protection.outlook.com")
                        .orElseThrow()
                        .name())
                .isEqualTo("Microsoft 365");
        assertThat(ProviderHosts.ofExchanger("mx.google.com.evil.example")).isEmpty();
        assertThat(ProviderHosts.ofExchanger("aspmx.evil.example")).isEmpty();
        assertThat(ProviderHosts.meantBy("smtp.gmial.com")).contains("smtp.gmail.com");
        assertThat(ProviderHosts.meantBy("smtp.ofice365.com")).contains("smtp.office365.com");
        assertThat(ProviderHosts.meantBy("smtp.gmail.com")).as("no slip").isEmpty();
        assertThat(ProviderHosts.meantBy("smtp.example.com")).isEmpty();
        assertThat(ProviderHosts.table())
                .allSatisfy(row -> assertThat(row.checked()).matches("20[0-9]{2}-[0-9]{2}"));
    }
}
