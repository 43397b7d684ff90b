package ai.openclaw.voice.component.openclaw;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.support.DefaultEndpoint;

/** Ask an OpenClaw assistant, and get its answer clause by clause while it is still being thought. */
@UriEndpoint(
        firstVersion = "2.0.0",
        scheme = "openclaw",
        title = "OpenClaw",
        syntax = "openclaw:agent",
        category = {Category.AI},
        producerOnly = true,
        headersClass = OpenClawConstants.class)
public class OpenClawEndpoint extends DefaultEndpoint {
    @UriParam
    private OpenClawConfiguration configuration;

    private Runnable stopWarmUp = () -> {};

    public OpenClawEndpoint(String uri, OpenClawComponent component, OpenClawConfiguration configuration) {
        super(uri, component);
        this.configuration = configuration;
    }

    @Override
    public Producer createProducer() {
        return new OpenClawProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("openclaw: can only be asked");
    }

    @Override
    public OpenClawComponent getComponent() {
        return (OpenClawComponent) super.getComponent();
    }

    public OpenClawConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(OpenClawConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        // A turn of the v1 bridge is a process of its own, so there is nothing to be warmed.
        if (configuration.isWarmUp() && configuration.getDialect() == Dialect.gateway) {
            stopWarmUp = new WarmUp(getComponent(), configuration).start();
        }
    }

    @Override
    protected void doStop() throws Exception {
        stopWarmUp.run();
        super.doStop();
    }
}
