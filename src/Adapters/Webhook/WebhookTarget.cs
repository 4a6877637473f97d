using System.Text;
using SdkNode.Security;

namespace SdkNode.Adapters.Webhook;

/// <summary>Where notices go and what signs them.</summary>
public sealed class WebhookTarget
{
    /// <summary>The least length of a secret, in characters.</summary>
    public const int LeastSecretLength = 32;

    private WebhookTarget(Uri url, byte[] secret) => (Url, Secret) = (url, secret);

    /// <summary>The address.</summary>
    public Uri Url { get; }

    /// <summary>The address for people: scheme, host and port, since the rest may hold a key.</summary>
    public string Host => Url.GetLeftPart(UriPartial.Authority);

    internal byte[] Secret { get; }

    /// <summary>Takes an <c>https</c> URL (<c>http</c> to this machine alone) and a secret; the fault says what is wrong with them.</summary>
    public static Result<WebhookTarget, WebhookFault> Create(string url, string secret)
    {
        ArgumentNullException.ThrowIfNull(url);
        ArgumentNullException.ThrowIfNull(secret);
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http") || uri.UserInfo.Length > 0 || uri.Fragment.Length > 0)
        {
            return new WebhookFault(IsSecret: false, "It is no https URL without user name and fragment.");
        }

        if (uri.Scheme == Uri.UriSchemeHttp && !uri.IsLoopback)
        {
            return new WebhookFault(IsSecret: false, "Only this machine itself may be told without TLS.");
        }

        return secret.Length < LeastSecretLength
            ? new WebhookFault(IsSecret: true, $"It has fewer than {LeastSecretLength} characters.")
            : new WebhookTarget(uri, Encoding.UTF8.GetBytes(secret));
    }
}

/// <summary>Why a webhook can't be used as it is set.</summary>
/// <param name="IsSecret">True when the secret is wrong, false when the URL is.</param>
/// <param name="Detail">What is wrong; never the value.</param>
public sealed record WebhookFault(bool IsSecret, string Detail);
