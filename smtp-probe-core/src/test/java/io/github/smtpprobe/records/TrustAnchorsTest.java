/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustAnchorsTest {
    private static final String OLD = ". DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D";

    @Test
    void theRootHasTwo() {
        assertThat(TrustAnchors.standard().all())
                .extracting(TrustAnchor::keyTag)
                .containsExactly(20326, 38696);
        assertThat(TrustAnchors.standard().all()).allMatch(each -> each.zone().isEmpty() && each.algorithm() == 8);
        assertThat(TrustAnchors.standard().all().get(0)).hasToString(OLD);
    }

    @Test
    void aFileIsReadLineByLine() {
        TrustAnchors read = TrustAnchors.parse(List.of(
                "; the root",
                "",
                "# too",
                OLD.replace(" DS", "\t172800 IN\tDS"),
                "Example.test. ds 1 13 2 " + "ab ".repeat(32)));
        assertThat(read.all().get(0)).isEqualTo(TrustAnchor.parse(OLD));
        assertThat(read.all().get(1).zone()).isEqualTo("example.test");
        assertThatThrownBy(() -> TrustAnchors.parse(List.of("", "nonsense"))).hasMessageContaining("line 2");
        assertThat(TrustAnchors.parse(List.of()).all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                ". DS",
                ". DS 20326 8 2",
                ". DS 20326 8 2 E0",
                ". DS 70000 8 2 " + "ab",
                ". DS 1 8 9 xy",
                ". DS -1 8 9 ab",
                ". DS 1 999 9 ab",
                ". DNSKEY 257 3 8 ab"
            })
    void whatIsNoAnchorIsRefused(String line) {
        assertThatThrownBy(() -> TrustAnchor.parse(line)).isInstanceOf(IllegalArgumentException.class);
    }
}
