using SdkNode.Node.Ui.SignIn;

namespace SdkNode.Node.Ui.Words;

/// <summary>What roles are called.</summary>
internal static class RoleNames
{
    /// <summary>A role's name.</summary>
    public static string Of(StaffRole role, Language l) => role switch
    {
        StaffRole.Administrator => l["administratör", "administrator"],
        StaffRole.CertificateAdministrator => l["certifikatansvarig", "certificate administrator"],
        StaffRole.Auditor => l["granskare", "auditor"],
        StaffRole.Registrar => l["registrator", "registrar"],
        _ => l["handläggare", "case worker"],
    };
}
