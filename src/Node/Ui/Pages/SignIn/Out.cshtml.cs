using SdkNode.Node.Ui.Shell;

namespace SdkNode.Node.Ui.Pages.SignIn;

/// <summary>Says goodbye.</summary>
internal sealed class OutModel : ConsolePage;
