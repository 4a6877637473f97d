using SdkNode.Security.Certificates;

namespace SdkNode.Node.Configuration;

/// <summary>The API's settings made real.</summary>
/// <param name="Options">As written.</param>
/// <param name="Tls">The certificate that it is served with, or null.</param>
internal sealed record ApiSetup(ApiOptions Options, KeyPair? Tls);
