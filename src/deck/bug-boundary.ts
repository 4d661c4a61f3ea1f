// A component that throws is a bug, and is told as one at once: Ink would first draw it on a terminal that may take nothing.
import {Component, type ReactNode} from 'react';

interface Props {
  readonly onBug: (error: unknown) => void;
  readonly children?: ReactNode;
}

export class BugBoundary extends Component<Props, {readonly isBroken: boolean}> {
  override state = {isBroken: false};

  static getDerivedStateFromError(): {readonly isBroken: boolean} {
    return {isBroken: true};
  }

  override componentDidCatch(error: unknown): void {
    this.props.onBug(error);
  }

  override render(): ReactNode {
    return this.state.isBroken ? null : this.props.children;
  }
}
