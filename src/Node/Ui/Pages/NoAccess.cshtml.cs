using SdkNode.Node.Ui.Shell;

namespace SdkNode.Node.Ui.Pages;

/// <summary>Somebody has signed in and may not see what was asked for.</summary>
internal sealed class NoAccessModel : ConsolePage;
