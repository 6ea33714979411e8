/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.pages;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/**
 * All templates are HTML, and are sent as such: otherwise Thymeleaf goes by the end of the address, and says of the page that tells
 * that there is no {@code report.json} any more that it is JSON, unless the client asks for HTML first.
 */
@Component
class HtmlPages {
    HtmlPages(ObjectProvider<ThymeleafViewResolver> resolvers) {
        resolvers.forEach(each -> each.setForceContentType(true));
    }
}
