using SdkNode.Node.Api.Authorization;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Configuration;

/// <summary>The API's settings made real.</summary>
/// <param name="Options">As written.</param>
/// <param name="Tls">The certificate that it is served with, or null.</param>
/// <param name="Authorization">Who may use it.</param>
internal sealed record ApiSetup(ApiOptions Options, KeyPair? Tls, ApiAuthorizationSetup Authorization) : IDisposable
{
    /// <inheritdoc />
    public void Dispose() => Tls?.Dispose();
}
