using SdkNode.Adapters.Webhook;

namespace SdkNode.Node.Configuration;

/// <summary>Reads where notices go and what signs them.</summary>
internal static class WebhookReader
{
    /// <summary>The target; null where there is none, or where it is wrong, which is added to <paramref name="faults"/>.</summary>
    public static WebhookTarget? Read(string key, WebhookOptions? options, Settings settings, List<ConfigurationFault> faults)
    {
        if (options is null || SecretReader.Read($"{key}:SecretFile", options.Secret, options.SecretFile, settings, faults) is not { } secret)
        {
            return null;
        }

        if (WebhookTarget.Create(options.Url, secret).TryGet(out var target, out var fault))
        {
            return target;
        }

        faults.Add(fault.IsSecret
            ? new($"{key}:Secret", null, fault.Detail, "Make one with: openssl rand -hex 32")
            : new($"{key}:Url", options.Url, fault.Detail, "Write it as https://host/path."));
        return null;
    }
}
