using SdkNode.Node.Ui.SignIn;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Configuration;

/// <summary>The settings of the pages made real.</summary>
/// <param name="Options">As written.</param>
/// <param name="Tls">The certificate that they are served with, or null.</param>
/// <param name="PublicAddress">Where people reach them.</param>
/// <param name="ClientSecret">The secret of the sign-in; empty where there is none.</param>
/// <param name="Roles">What people may do.</param>
internal sealed record ConsoleSetup(ConsoleOptions Options, KeyPair? Tls, Uri PublicAddress, string ClientSecret, IReadOnlyList<RoleRule> Roles) : IDisposable
{
    /// <summary>All settings of the node as people may see them.</summary>
    public IReadOnlyList<ShownSetting> Shown { get; init; } = [];

    /// <summary>Whether people sign in at the organisation's provider; else they are made up.</summary>
    public bool IsReal => Options.SignIn.Issuer is not null;

    /// <inheritdoc />
    public void Dispose() => Tls?.Dispose();
}
