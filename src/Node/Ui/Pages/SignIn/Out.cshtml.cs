using SdkNode.Node.Configuration;
using SdkNode.Node.Ui.Shell;

namespace SdkNode.Node.Ui.Pages.SignIn;

/// <summary>Says goodbye.</summary>
internal sealed class OutModel : ConsolePage
{
    /// <summary>Whether there is a session elsewhere that may still be open.</summary>
    public bool MayLeaveEverywhere => Get<ConsoleSetup>().IsReal && Done != "everywhere";
}
