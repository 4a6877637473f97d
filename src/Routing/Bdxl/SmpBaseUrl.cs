using SdkNode.Security;

namespace SdkNode.Routing.Bdxl;

/// <summary>DIR-1: what may be the base URL of an SMP.</summary>
internal static class SmpBaseUrl
{
    /// <summary>An absolute http or https URL to which path segments can be added.</summary>
    public static Result<Uri, RoutingFault> Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
        {
            return NotHttp($"'{text}' is not an absolute http or https URL");
        }

        if (url.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0)
        {
            return NotHttp($"'{text}' has user information, a query or a fragment, which an SMP's base URL cannot have");
        }

        return url.AbsoluteUri.EndsWith('/') ? url : new Uri(url.AbsoluteUri + "/");
    }

    private static RoutingFault NotHttp(string why) =>
        RoutingFault.Definite(RoutingFaultKind.NotHttp, $"The participant's NAPTR record gives no SMP address: {why}.");
}
